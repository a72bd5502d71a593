/** What QEMU says first on a telnet port: will echo, will suppress go-ahead, binary both ways. */
const opening = Buffer.from('fffb01fffb03fffb00fffd00', 'hex')
const iac = 0xff

/**
 * Takes the telnet options out of the beginning of a port's output, if they are there. After them QEMU writes bytes as
 * they are, but reads 0xff doubled.
 */
export class TelnetOpening {
  #seen = 0
  #isOver = false
  #isTelnet = false

  /** Returns what is left of the output; what could still be options is kept back. */
  strip(output: Buffer): Buffer {
    if (this.#isOver) return output
    const rest = opening.subarray(this.#seen)
    const length = Math.min(rest.length, output.length)
    if (!rest.subarray(0, length).equals(output.subarray(0, length))) {
      this.#isOver = true
      return Buffer.concat([opening.subarray(0, this.#seen), output])
    }
    this.#seen += length
    this.#isTelnet = this.#isOver = this.#seen === opening.length
    return output.subarray(length)
  }

  /** Input as QEMU wants it. */
  escape(input: Buffer): Buffer {
    if (!this.#isTelnet || !input.includes(iac)) return input
    return Buffer.from([...input].flatMap((byte) => (byte === iac ? [iac, iac] : [byte])))
  }
}
