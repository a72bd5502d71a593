import type { ValueObject } from '../wire/value.ts'

/** Who the simulated VM says it is. */
export interface Identity {
  name: string
  uuid: string
  version: { major: number; minor: number; micro: number }
  /** Says that it is simulated, and keeps this schema apart from that of the real package in a client's cache. */
  package: string
}

export const demoIdentity: Identity = {
  name: 'demo',
  uuid: '4f9d2c6e-8a17-4e0b-b3c5-2d7a61e08f94',
  version: { major: 10, minor: 0, micro: 13 },
  package: 'simulated, after Debian 1:10.0.13+ds-0+deb13u1',
}

export function versionTriple({ version }: Identity): ValueObject {
  return { ...version }
}
