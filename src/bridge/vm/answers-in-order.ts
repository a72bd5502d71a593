import type { Backlog } from './backlog.ts'

interface Place {
  answer?: Uint8Array
}

/** Answers leave in the order of their questions; one that is there too early waits, and counts towards the backlog. */
export class AnswersInOrder {
  readonly #send: (answer: Uint8Array) => void
  readonly #backlog: Backlog
  #places: Place[] = []

  constructor(send: (answer: Uint8Array) => void, backlog: Backlog) {
    this.#send = send
    this.#backlog = backlog
  }

  /** Takes the next place. Returns what is to be called with its answer. */
  next(): (answer: Uint8Array) => void {
    const place: Place = {}
    this.#places.push(place)
    return (answer) => {
      place.answer = answer
      this.#backlog.add(answer.length)
      this.#sendWhatMay()
    }
  }

  /** Nobody waits for answers any more. */
  forget(): void {
    this.#places = []
  }

  #sendWhatMay(): void {
    for (let first = this.#places[0]?.answer; first; first = this.#places[0]?.answer) {
      this.#places.shift()
      this.#backlog.remove(first.length)
      this.#send(first)
    }
  }
}
