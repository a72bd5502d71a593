/** Where requests to QEMU come from. */
export interface RequestSource<T> {
  /** Removes and returns the next request; undefined where none is queued, or the source has no room for its answer. */
  next(): T | undefined
}

/** Takes one request from each source in turn, so that a busy source does not starve the others. */
export class RoundRobin<T> {
  #ring: RequestSource<T>[] = []
  #at = 0

  /** Adds a source at the end of the round. */
  join(source: RequestSource<T>): void {
    this.#ring.push(source)
  }

  /** Removes a source. */
  leave(source: RequestSource<T>): void {
    const index = this.#ring.indexOf(source)
    if (index < 0) return
    this.#ring.splice(index, 1)
    if (index < this.#at) this.#at--
  }

  /** The next request, starting after the source that was served last; undefined where no source has one. */
  next(): T | undefined {
    for (let tried = 0; tried < this.#ring.length; tried++) {
      if (this.#at >= this.#ring.length) this.#at = 0
      const request = this.#ring[this.#at++]?.next()
      if (request !== undefined) return request
    }
    return undefined
  }
}
