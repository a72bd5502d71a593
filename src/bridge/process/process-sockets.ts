import { readdirSync, readlinkSync } from 'node:fs'
import { tryRead } from './try-read.ts'

/**
 * The sockets that a process has open, by inode. Read when something unknown is asked about, and at most once
 * a look, whatever is asked; synchronous, since these reads never leave the kernel's memory.
 */
export class ProcessSockets {
  readonly #folder: string
  #inodes: ReadonlySet<string> | undefined
  #isFresh = false

  constructor(pid: number | 'self') {
    this.#folder = `/proc/${pid}/fd`
  }

  /** A new look: what is not known may be different from now on. */
  beginLook(): void {
    this.#isFresh = false
  }

  /** All of them now; none where this user may not see what the process has open, or it has ended. */
  all(): ReadonlySet<string> {
    if (!this.#isFresh) this.#inodes = this.#read()
    return this.#inodes ?? new Set()
  }

  /** Whether a socket is the process's; undefined where this user may not see what it has open, or it has ended. */
  owns(inode: string): boolean | undefined {
    if (!this.#isFresh && !this.#inodes?.has(inode)) this.#inodes = this.#read()
    return this.#inodes?.has(inode)
  }

  /** The socket's inode behind a file descriptor; undefined where it is none, or not to be seen. */
  inodeOf(fd: string | number): string | undefined {
    const target = tryRead(() => readlinkSync(`${this.#folder}/${fd}`))
    return /^socket:\[(\d+)\]$/.exec(target ?? '')?.[1]
  }

  #read(): ReadonlySet<string> | undefined {
    this.#isFresh = true
    const names = tryRead(() => readdirSync(this.#folder))
    return names && new Set(names.map((name) => this.inodeOf(name)).filter((inode) => inode !== undefined))
  }
}
