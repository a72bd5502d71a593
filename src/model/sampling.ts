/** Something seen at a time, in milliseconds. */
export interface Timed {
  readonly at: number
}

/** The newest samples of something that is asked again and again. */
export interface Samples<Sample> {
  readonly latest: Sample
  /** The one before, where a rate between the two would say how fast it is now. */
  readonly before: Sample | undefined
}

/** A hint makes an answer come early; over so short a time a rate would jump. In milliseconds. */
const shortest = 1000
/** Over a longer time it would be the average of an unwatched time. */
const longest = 10_000

/**
 * The samples to calculate rates from once `sample` has come. A sample too soon after the last is not taken, one too
 * long after it is alone.
 */
export function withSample<Sample extends Timed>(
  samples: Samples<Sample> | undefined,
  sample: Sample,
): Samples<Sample> {
  if (!samples) return { latest: sample, before: undefined }
  const apart = sample.at - samples.latest.at
  if (apart >= 0 && apart < shortest) return samples
  // Negative: the clock was set back.
  return { latest: sample, before: apart < 0 || apart > longest ? undefined : samples.latest }
}
