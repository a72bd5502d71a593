import { IconButton } from './icon-button.tsx'
import { chooseTheme, systemTheme, type ThemeChoice, useThemeChoice } from './theme.ts'

const words: Record<ThemeChoice, string> = { system: 'as the system', light: 'light', dark: 'dark' }

/** As the system, then what the system is not, so that every first click shows; then the other, and around again. */
function after(choice: ThemeChoice): ThemeChoice {
  const system = systemTheme()
  if (choice === 'system') return system === 'dark' ? 'light' : 'dark'
  return choice === system ? 'system' : system
}

export function ThemeButton({ size = 24 }: { size?: 24 | 28 }) {
  const choice = useThemeChoice()
  const next = after(choice)
  return (
    <IconButton
      label="Theme"
      icon="theme"
      size={size}
      tip={`Now ${words[choice]}, next ${words[next]}`}
      onClick={() => chooseTheme(next)}
    />
  )
}
