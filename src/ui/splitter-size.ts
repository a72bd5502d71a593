const STEP = 16
const LEAP = 96

/**
 * The size that a key asks for, of the pane under a splitter; Shift makes the steps larger.
 * @returns px within min and max, or undefined where the key is none of ours
 */
export function splitterSize(
  key: string,
  shift: boolean,
  { size, min, max }: { size: number; min: number; max: number },
): number | undefined {
  const step = shift ? LEAP : STEP
  switch (key) {
    case 'ArrowUp':
      return Math.min(max, size + step)
    case 'ArrowDown':
      return Math.max(min, size - step)
    case 'Home':
      return min
    case 'End':
      return max
    default:
      return undefined
  }
}
