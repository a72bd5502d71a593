const iac = 0xff

/**
 * Takes telnet options out of the bytes before a greeting: a `telnet` chardev opens with twelve of them
 * (P-05). Three bytes each, the first of which no QMP text holds, and they may come split.
 */
export class TelnetOptions {
  /** Bytes of the current option that are still to come. */
  #missing = 0

  /** Returns what is left of the data. */
  strip(data: Buffer): Buffer {
    if (this.#missing === 0 && !data.includes(iac)) return data
    return Buffer.from(data.filter((byte) => this.#isText(byte)))
  }

  #isText(byte: number): boolean {
    if (this.#missing > 0) this.#missing--
    else if (byte === iac) this.#missing = 2
    else return true
    return false
  }
}
