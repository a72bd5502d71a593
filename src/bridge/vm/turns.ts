/** Someone who asks QEMU. */
export interface Asker<T> {
  /** Takes out what this one would ask next; undefined where nothing waits, or its answers find no room. */
  next(): T | undefined
}

/** Takes turns: nobody who asks much keeps others from being heard. */
export class Turns<T> {
  #ring: Asker<T>[] = []
  #at = 0

  /** Its turn comes after all that are there. */
  join(asker: Asker<T>): void {
    this.#ring.push(asker)
  }

  /** It gets no turn any more. */
  leave(asker: Asker<T>): void {
    const index = this.#ring.indexOf(asker)
    if (index < 0) return
    this.#ring.splice(index, 1)
    if (index < this.#at) this.#at--
  }

  /** What the next one has to ask, beginning behind who was asked last; undefined where nobody has anything. */
  next(): T | undefined {
    for (let tried = 0; tried < this.#ring.length; tried++) {
      if (this.#at >= this.#ring.length) this.#at = 0
      const question = this.#ring[this.#at++]?.next()
      if (question !== undefined) return question
    }
    return undefined
  }
}
