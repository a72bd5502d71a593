/** How much is measured. */
export interface Effort {
  rounds: number
  /** 1 for a full run; less makes each round smaller. */
  share: number
}

/**
 * Measures every variant once a round, each round beginning with another one, so that a machine that is busy for a
 * while is unfair to none. Round zero warms up and does not count.
 */
export async function interleave<Name extends string, Sample>(
  { rounds }: Effort,
  variants: Record<Name, () => Sample | Promise<Sample>>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(variants) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Sample[]>
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      if (name === undefined) continue
      const sample = await variants[name]()
      if (round > 0) samples[name].push(sample)
    }
  }
  return samples
}
