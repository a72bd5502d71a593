import { ApiFailure } from '#api/api-failure.ts'

const key = 'qmp-dashboard.token'

/** Whether the bridge has ever accepted the token that there is. */
export type TokenState = 'missing' | 'unproven' | 'proven'

/**
 * Where the page keeps the token. It comes in the fragment, which never leaves the browser, and is wiped from the address:
 * from then on this tab's storage has it, so that a reload finds it. Once the bridge has accepted it, it moves to this
 * origin's storage; one that is refused is dropped, so that a wrong token takes no good one's place. In memory where
 * storage is blocked.
 */
export class TokenStore {
  /** The last that the bridge has accepted. */
  #accepted = read(() => localStorage)
  #token = read(() => sessionStorage) ?? this.#accepted

  get(): string | undefined {
    return this.#token
  }

  get state(): TokenState {
    if (this.#token === undefined) return 'missing'
    return this.#token === this.#accepted ? 'proven' : 'unproven'
  }

  /** Tries this one from now on. */
  set(token: string): void {
    this.#token = token
    write(() => sessionStorage, token)
  }

  /** Asks the bridge something; its answer proves the token that was asked with, or that it is wrong. */
  async provenBy<T>(ask: () => Promise<T>): Promise<T> {
    const token = this.#token
    try {
      const answer = await ask()
      if (token !== undefined) this.#keep(token)
      return answer
    } catch (error) {
      const isWrong = error instanceof ApiFailure && error.kind === 'unauthorized'
      if (isWrong && token === this.#token) remove(() => sessionStorage)
      throw error
    }
  }

  /** Takes the token out of the address. */
  takeFromAddress(location: Location, history: History): void {
    const token = /^#token=(.+)$/.exec(location.hash)?.[1]
    if (!token) return
    this.set(token)
    history.replaceState(history.state, '', location.pathname + location.search)
  }

  #keep(token: string): void {
    if (token !== this.#accepted) {
      this.#accepted = token
      if (!write(() => localStorage, token)) return
    }
    if (token === this.#token) remove(() => sessionStorage)
  }
}

/** Tells of a token that another tab of this browser keeps from now on. Returns what ends that. */
export function onTokenOfOtherTab(take: (token: string) => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === key && event.newValue) take(event.newValue)
  }
  window.addEventListener('storage', listen)
  return () => window.removeEventListener('storage', listen)
}

/** Blocked storage throws already where it is named: then the token is kept for as long as the page is open. */
type Place = () => Storage

function read(place: Place): string | undefined {
  try {
    return place().getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Returns whether it is kept. */
function write(place: Place, token: string): boolean {
  try {
    place().setItem(key, token)
    return true
  } catch {
    return false
  }
}

function remove(place: Place): void {
  try {
    place().removeItem(key)
  } catch {
    // Nothing is there.
  }
}
