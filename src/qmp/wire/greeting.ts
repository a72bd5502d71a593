/** Version as the greeting or `query-version` gives it; before 0.13 QEMU sent it as text. */
export type WireVersion = { major: number; minor: number; micro: number } | string

/** QEMU's greeting, of any era (P-01 to P-03). */
export interface Greeting {
  /** Missing before 0.13: then there is no negotiation either, and `query-version` tells (P-02). */
  version: WireVersion | undefined
  /** Free text of whoever packaged QEMU; empty where there is none (P-11). */
  package: string
  /** Capabilities on offer, known or not (N-05). */
  capabilities: string[]
}

/** Reads a message as a greeting; undefined for what is none, such as an event that came first (P-04). */
export function readGreeting(message: unknown): Greeting | undefined {
  const body = member(message, 'QMP')
  if (typeof body !== 'object' || body === null) return undefined
  const version = member(body, 'version')
  const packaged = member(version, 'package')
  const capabilities = member(body, 'capabilities')
  return {
    version: readWireVersion(member(version, 'qemu')),
    package: typeof packaged === 'string' ? packaged : '',
    capabilities: Array.isArray(capabilities) ? capabilities.filter((name) => typeof name === 'string') : [],
  }
}

/** Reads `{major, minor, micro}`, or the text that QEMU sent before 0.13; undefined for anything else. */
function readWireVersion(value: unknown): WireVersion | undefined {
  if (typeof value === 'string') return value
  const [major, minor, micro] = ['major', 'minor', 'micro'].map((key) => member(value, key))
  if (typeof major !== 'number' || typeof minor !== 'number' || typeof micro !== 'number') return undefined
  return { major, minor, micro }
}

/** Whether QEMU is so old (before 1.0) that two commands in flight could swap their ids (C-09). */
export function answersOneAtATime(greeting: Greeting): boolean {
  const { version } = greeting
  return version === undefined || typeof version === 'string' || version.major < 1
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
