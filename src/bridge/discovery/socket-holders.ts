import { readFile } from 'node:fs/promises'
import { ownerOf } from '../process/socket-owner.ts'
import type { TcpSocket } from '../process/socket-tables.ts'

/** Who holds the other ends of connections. Remembered, since it takes a search through all processes. */
export class SocketHolders {
  readonly #names = new Map<string, Promise<string>>()

  /** The holder's program and pid, for a person, as well as it can be told. */
  nameOf({ inode, local }: TcpSocket): Promise<string> {
    if (this.#names.size > mostNames) this.#names.clear()
    const name = this.#names.get(inode) ?? search(inode, local)
    this.#names.set(inode, name)
    return name
  }
}

const mostNames = 256

async function search(inode: string, local: TcpSocket['local']): Promise<string> {
  const pid = await ownerOf([{ inode }], { kind: 'tcp', ...local }).catch(() => undefined)
  const program = pid && (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
  return program ? `${program} (process ${pid})` : 'another program'
}
