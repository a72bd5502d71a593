/**
 * The most likely intended name: the one with the fewest letters to add, drop, change or swap, if these
 * are at most a third of what was written. `_` and `-` count as the same.
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  const plain = written.toLowerCase().replaceAll('_', '-').slice(0, longest)
  let best: string | undefined
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(plain, name.toLowerCase().replaceAll('_', '-'), least)
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}

/** No name of QEMU is longer; the input may be anything. */
const longest = 80

/** How many letters to add, drop, change or swap with their neighbour; `limit` or more where it is not less. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const steps = [
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      ]
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        steps.push((before[column - 2] ?? 0) + 1)
      }
      current.push(Math.min(...steps))
    }
    before = above
    above = current
  }
  return above[b.length] ?? limit
}
