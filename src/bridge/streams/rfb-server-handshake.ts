import { noSuchStream, type StreamRefusal } from './stream-refusal.ts'

/** Versions of the protocol that QEMU speaks (RFC 6143, section 7.1.1), by their minor number. */
export type RfbMinor = 3 | 7 | 8

export const versionLength = 12
/** Security types after which bytes stay readable: none, and a password. */
export const plainSecurity = { none: 1, password: 2 } as const

/** The beginning of what a VNC server says: its version and the security it offers. */
export class ServerHandshake {
  #text = Buffer.alloc(0)
  #version: RfbMinor | undefined
  #security: readonly number[] | undefined

  /** Whether the server has said its version, after which it is the client's turn. */
  get hasGreeted(): boolean {
    return this.#text.length >= versionLength
  }

  /** The security types that the server offers, once it has; for version 3.3 the one that it has chosen. */
  get security(): readonly number[] | undefined {
    return this.#security
  }

  /** The version that the client has chosen, on which it depends what the server says next. */
  choose(version: RfbMinor): void {
    this.#version = version
  }

  /** @throws StreamRefusal where no offer leaves the bytes readable */
  observe(data: Buffer): void {
    if (this.#security) return
    this.#text = Buffer.concat([this.#text, data])
    if (this.#version === undefined) return
    const said = this.#text.subarray(versionLength)
    this.#security = this.#version === 3 ? chosen(said) : offered(said)
    if (!this.#security) return
    this.#text = this.#text.subarray(0, versionLength)
    // An empty offer is a refusal: its reason follows, and the end.
    if (this.#security.length > 0 && !this.#security.some(isPlain)) throw hidden()
  }
}

export function isPlain(security: number): boolean {
  return security === plainSecurity.none || security === plainSecurity.password
}

/** Of a VNC server that encrypts, and so cannot be filtered. */
export function hidden(): StreamRefusal {
  return noSuchStream(
    'encrypted',
    'This VNC server encrypts, so that looking cannot be told from touching: operators only.',
  )
}

function chosen(said: Buffer): readonly number[] | undefined {
  if (said.length < 4) return undefined
  const security = said.readUInt32BE(0)
  return security === 0 ? [] : [security]
}

function offered(said: Buffer): readonly number[] | undefined {
  const [count] = said
  if (count === undefined || said.length < 1 + count) return undefined
  return [...said.subarray(1, 1 + count)]
}
