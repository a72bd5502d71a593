const key = 'qmp-dashboard.token'

/** Whether the bridge has ever accepted the token that there is. */
export type TokenState = 'missing' | 'unproven' | 'proven'

/**
 * Where the page keeps the token: it comes in the fragment, which never leaves the browser, is wiped from the address,
 * and stays in this origin's storage once the bridge has accepted it: a wrong one takes no good one's place. In memory
 * where storage is blocked.
 */
export class TokenStore {
  #token: string | undefined = fromStorage()
  /** The last that the bridge has accepted. */
  #accepted = this.#token

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
  }

  /** Asks the bridge something; its answer proves the token that was asked with. */
  async provenBy<T>(ask: () => Promise<T>): Promise<T> {
    const token = this.#token
    const answer = await ask()
    if (token !== undefined) this.#keep(token)
    return answer
  }

  /** Takes the token out of the address. */
  takeFromAddress(location: Location, history: History): void {
    const token = /^#token=(.+)$/.exec(location.hash)?.[1]
    if (!token) return
    this.set(token)
    history.replaceState(history.state, '', location.pathname + location.search)
  }

  #keep(token: string): void {
    if (token === this.#accepted) return
    this.#accepted = token
    try {
      localStorage.setItem(key, token)
    } catch {
      // Blocked storage: it is kept for as long as the page is open.
    }
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

function fromStorage(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}
