import type { Schema } from './merge.ts'

/** Written by hand, for QEMUs older and newer than the recordings; it is no recording. */
const supplement = 'supplement.json'

/**
 * Says that not all recordings have something: `only in qemu-10.0`, `in no recording`. Undefined where all have it
 * that could.
 */
export function onlyIn(having: readonly Schema[], all: readonly Schema[]): string | undefined {
  const own = recordingsIn(having)
  if (recordingsIn(all).every((name) => own.includes(name))) return undefined
  return own.length === 0 ? 'in no recording' : `only in ${own.join(' and ')}`
}

function recordingsIn(schemas: readonly Schema[]): string[] {
  const labels = new Set(schemas.map(({ label }) => label).filter((label) => label !== supplement))
  return [...labels].sort().map((label) => label.replace(/\.json$/, ''))
}
