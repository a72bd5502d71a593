import { processName } from '../process/process-info.ts'
import { processWith } from '../process/process-with.ts'
import type { Holder } from './blockers.ts'

/** Who holds the other ends of connections. Remembered, since it takes a search through all processes. */
export class SocketHolders {
  readonly #known = new Map<string, Promise<Holder>>()

  /** The program and pid that have this socket; undefined where they cannot be seen. */
  holderOf(inode: string): Promise<Holder> {
    if (this.#known.size > mostKnown) this.#known.clear()
    const holder = this.#known.get(inode) ?? holderOf(inode)
    this.#known.set(inode, holder)
    return holder
  }
}

const mostKnown = 256

/** The program and pid that have this socket; undefined where they cannot be seen. */
export async function holderOf(inode: string): Promise<Holder> {
  const found = await processWith([inode]).catch(() => undefined)
  const name = found && processName(found.pid).trim()
  return name ? { name, pid: found.pid } : undefined
}
