import { Icon } from './icon.tsx'

/** Something was asked and the answer is awaited; nothing else may turn. */
export function Spinner({ label = 'Waiting' }: { label?: string }) {
  return <Icon name="spinner" tone="accent" label={label} />
}
