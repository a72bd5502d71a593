import { IconButton } from './icon-button.tsx'
import { chooseTheme, systemTheme, useThemeChoice } from './theme.ts'

/** Light or dark. What the system has is kept as "as the system", so that the page follows where that changes. */
export function ThemeButton({ size = 24 }: { size?: 24 | 28 }) {
  const choice = useThemeChoice()
  const system = systemTheme()
  const shown = choice === 'system' ? system : choice
  const next = shown === 'dark' ? 'light' : 'dark'
  return (
    <IconButton
      label="Theme"
      icon="theme"
      size={size}
      tip={`Switch to ${next}${next === system ? ', as the system has it' : ''}`}
      onClick={() => chooseTheme(next === system ? 'system' : next)}
    />
  )
}
