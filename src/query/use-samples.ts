import { useState } from 'react'
import { type Samples, type Timed, withSample } from '#model/sampling.ts'

/** The newest two samples of something that is asked again and again, for a rate between them. */
export function useSamples<Sample extends Timed>(sample: Sample | undefined): Samples<Sample> | undefined {
  const [samples, setSamples] = useState<Samples<Sample>>()
  if (!sample || sample.at === samples?.latest.at) return samples
  const next = withSample(samples, sample)
  if (next !== samples) setSamples(next)
  return next
}
