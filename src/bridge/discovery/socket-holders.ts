import { readFile } from 'node:fs/promises'
import { ownerOf } from '../process/socket-owner.ts'
import type { TcpSocket } from '../process/socket-tables.ts'
import type { Holder } from './obstacles.ts'

/** Who holds the other ends of connections. Remembered, since it takes a search through all processes. */
export class SocketHolders {
  readonly #known = new Map<string, Promise<Holder>>()

  /** The holder's program and pid; undefined where they cannot be seen. */
  holderOf({ inode, local }: TcpSocket): Promise<Holder> {
    if (this.#known.size > mostKnown) this.#known.clear()
    const holder = this.#known.get(inode) ?? search(inode, local)
    this.#known.set(inode, holder)
    return holder
  }
}

const mostKnown = 256

async function search(inode: string, local: TcpSocket['local']): Promise<Holder> {
  const pid = await ownerOf([{ inode }], { kind: 'tcp', ...local }).catch(() => undefined)
  const name = pid && (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
  return name ? { name, pid } : undefined
}
