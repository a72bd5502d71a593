import type { SchemaInfo } from '#qapi/names.ts'
import type { SchemaStore } from '#schema/schema-keeper.ts'

const prefix = 'qmp-dashboard.schema.'

/** All schemas together, in characters: a browser gives a page some five million, and the token wants to stay. */
const mostCharacters = 2_000_000

/** The part of the browser's storage that is needed here. */
type KeyStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>

/**
 * Schemas of QEMUs in this browser's storage, a few builds at a time: what was kept first goes first. Throws where
 * storage is forbidden; a schema from here has to be checked.
 */
export class KeptSchemas implements SchemaStore {
  readonly #open: () => KeyStorage
  readonly #now: () => number

  /** @param open may throw, as `localStorage` does where a browser forbids it */
  constructor(open: () => KeyStorage, now: () => number) {
    this.#open = open
    this.#now = now
  }

  async get(key: string): Promise<unknown> {
    const kept = this.#open().getItem(prefix + key)
    return kept === null ? undefined : JSON.parse(kept.slice(kept.indexOf(' ')))
  }

  async set(key: string, entries: readonly SchemaInfo[]): Promise<void> {
    const storage = this.#open()
    const text = `${this.#now()} ${JSON.stringify(entries)}`
    if (text.length > mostCharacters) return
    storage.removeItem(prefix + key)
    const others = oldestFirst(storage)
    let room = mostCharacters - text.length - others.reduce((sum, { size }) => sum + size, 0)
    for (const { name, size } of others) {
      if (room >= 0 && isKept(storage, prefix + key, text)) return
      storage.removeItem(name)
      room += size
    }
    storage.setItem(prefix + key, text)
  }
}

interface KeptItem {
  name: string
  size: number
  at: number
}

function oldestFirst(storage: KeyStorage): KeptItem[] {
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const text = storage.getItem(name) ?? ''
      return { name, size: text.length, at: Number.parseInt(text, 10) || 0 }
    })
    .sort((one, other) => one.at - other.at)
}

/** Others of this origin may have filled the storage before our own limit is reached. */
function isKept(storage: KeyStorage, name: string, text: string): boolean {
  try {
    storage.setItem(name, text)
    return true
  } catch {
    return false
  }
}
