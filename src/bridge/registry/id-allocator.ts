const longestId = 63

/**
 * Gives VMs their IDs: a slug of the name, with a number where that is taken. An ID once given is not given
 * to another VM, and a VM that comes back under its key gets its ID again, so that links last.
 */
export class IdAllocator {
  readonly #remembered: number
  readonly #isInUse: (id: string) => boolean
  readonly #taken = new Set<string>()
  /** By key; the one that was asked for last comes last. */
  readonly #ids = new Map<string, string>()

  /**
   * @param remembered how many keys are kept; beyond, those that nobody has asked for longest are forgotten
   * @param isInUse whether there is a VM of that ID now, which then is not forgotten
   */
  constructor(remembered: number, isInUse: (id: string) => boolean) {
    this.#remembered = remembered
    this.#isInUse = isInUse
  }

  /** An ID for a VM that is there for good. */
  give(name: string): string {
    const id = freeId(slug(name), this.#taken)
    this.#taken.add(id)
    return id
  }

  /**
   * The ID of a VM that may go and come back, and is the same where its key is.
   * @param present the ID it has already under another key, which then is that of this one, too
   */
  giveAgain(key: string, name: string, present?: string): string {
    const id = this.#ids.get(key) ?? present ?? this.give(name)
    this.#ids.delete(key)
    this.#ids.set(key, id)
    this.#forget()
    return id
  }

  /** One ID may have several keys. */
  #release(id: string): void {
    if (![...this.#ids.values()].includes(id)) this.#taken.delete(id)
  }

  #forget(): void {
    if (this.#ids.size <= this.#remembered) return
    for (const [key, id] of this.#ids) {
      if (this.#isInUse(id)) continue
      this.#ids.delete(key)
      this.#release(id)
      return
    }
  }
}

function slug(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ['vm']
  return ending(words.join('-'), longestId)
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) {
    const suffix = `-${number}`
    id = ending(wanted, longestId - suffix.length) + suffix
  }
  return id
}

/** The end of a long slug: in a path, as in a name, that is where the difference stands. */
function ending(text: string, length: number): string {
  return text.slice(-length).replace(/^-+/, '')
}
