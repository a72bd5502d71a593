import { IconButton } from './icon-button.tsx'
import { chooseTheme, type ThemeChoice, useThemeChoice } from './theme.ts'

const after: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' }
const words: Record<ThemeChoice, string> = { system: 'as the system', light: 'light', dark: 'dark' }

/** As the system, light, dark, and around again. */
export function ThemeButton({ size = 24 }: { size?: 24 | 28 }) {
  const choice = useThemeChoice()
  const next = after[choice]
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
