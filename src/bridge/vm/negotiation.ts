import { type ErrorReply, generic } from './bridge-answers.ts'

/**
 * Capabilities negotiation of one client, answered in QEMU's stead (N-01, N-03, N-04): with QEMU it has taken place
 * once, by the bridge.
 */
export class Negotiation {
  readonly #offered: readonly string[]
  #done: boolean
  #enabled: readonly string[] = []

  /** Whether there is any: QEMU 0.12 knows none, and may be asked at once (P-02). */
  readonly exists: boolean

  /** @param offered capabilities that the greeting offers and the bridge has got; undefined where nothing is negotiated */
  constructor(offered: readonly string[] | undefined) {
    this.exists = offered !== undefined
    this.#offered = offered ?? []
    this.#done = !this.exists
  }

  get done(): boolean {
    return this.#done
  }

  /** Whether this client may use `exec-oob`. */
  get oob(): boolean {
    return this.#enabled.includes('oob')
  }

  /** Takes a `qmp_capabilities`; returns what is wrong with it. */
  negotiate(argumentsText: string | undefined): ErrorReply | undefined {
    const asked = readEnable(argumentsText)
    if (typeof asked === 'string') return generic(asked)
    if (this.#done) return alreadyDone
    const unknown = asked.find((name) => !knownCapabilities.has(name))
    // QEMU names no parameter here; these are its words.
    if (unknown !== undefined) return generic(`Parameter 'null' does not accept value '${unknown}'`)
    const missing = asked.find((name) => !this.#offered.includes(name))
    if (missing !== undefined) return generic(`Capability '${missing}' not available`)
    this.#done = true
    this.#enabled = asked
    return undefined
  }

  /** What is wrong with any other command at this moment. */
  refuse(): ErrorReply | undefined {
    return this.#done ? undefined : notYet
  }
}

const knownCapabilities: ReadonlySet<string> = new Set(['oob'])

const notYet: ErrorReply = {
  class: 'CommandNotFound',
  words: "Expecting capabilities negotiation with 'qmp_capabilities'",
}

const alreadyDone: ErrorReply = {
  class: 'CommandNotFound',
  words: 'Capabilities negotiation is already complete, command ignored',
}

/** The names in `enable`, or what is wrong with the arguments, as QEMU says it. */
function readEnable(argumentsText: string | undefined): string[] | string {
  const given = JSON.parse(argumentsText ?? '{}') as Record<string, unknown>
  const stranger = Object.keys(given).find((name) => name !== 'enable')
  const { enable = [] } = given
  if (!Array.isArray(enable)) return "Invalid parameter type for 'enable', expected: array"
  const at = enable.findIndex((name) => typeof name !== 'string')
  if (at >= 0) return `Invalid parameter type for 'enable[${at}]', expected: string`
  if (stranger !== undefined) return `Parameter '${stranger}' is unexpected`
  return enable as string[]
}
