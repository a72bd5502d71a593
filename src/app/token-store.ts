const key = 'qmp-dashboard.token'

/**
 * Where the page keeps the token: it comes in the fragment, which never leaves the browser, is wiped from the address,
 * and stays in this origin's storage; in memory where storage is blocked.
 */
export class TokenStore {
  #token: string | undefined = fromStorage()

  get(): string | undefined {
    return this.#token
  }

  set(token: string): void {
    this.#token = token
    try {
      localStorage.setItem(key, token)
    } catch {
      // Blocked storage: it is kept for as long as the page is open.
    }
  }

  /** Takes the token out of the address. */
  takeFromAddress(location: Location, history: History): void {
    const token = /^#token=(.+)$/.exec(location.hash)?.[1]
    if (!token) return
    this.set(token)
    history.replaceState(history.state, '', location.pathname + location.search)
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
