import { closeSync, constants, openSync } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { describeFileError } from '../file-error.ts'
import type { Limits } from '../limits.ts'
import type { Log } from '../log.ts'

/** A pipe that nobody reads is an error at once, and never something to wait for. */
const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK

const lineEnd = 0x0a

/** Milliseconds that a disk which does not answer may hold up the end of the dashboard. */
const farewellMs = 1000

/** The audit file cannot be written; the message says why. */
export class CannotAudit extends Error {
  override readonly name = 'CannotAudit'
}

/**
 * The file of `--audit`: one line after another, appended. Whoever acts never waits for it, since a VM that stopped
 * because the disk is full must be resumable; lines that could not be written are counted, and the next that can be
 * comes after one that says how many are lost. Where the file was renamed or removed, a new one is begun.
 */
export class AuditFile {
  readonly #path: string
  readonly #log: Log
  readonly #limits: Limits
  #file: FileHandle | undefined
  #checkedAt = Number.NEGATIVE_INFINITY
  #waiting: string[] = []
  #waitingBytes = 0
  #writing: Promise<void> | undefined
  #lost = 0
  /** The file ends within a line: the disk was full. */
  #isMidLine = false

  /**
   * Makes sure that the file can be written, and makes it where there is none (mode 0600).
   * @throws CannotAudit
   */
  constructor(path: string, log: Log, limits: Limits) {
    this.#path = path
    this.#log = log
    this.#limits = limits
    try {
      closeSync(openSync(path, flags, 0o600))
    } catch (error) {
      throw new CannotAudit(`--audit ${path} cannot be written: ${describeFileError(error)}`)
    }
  }

  /** Appends a line; it goes to the disk as soon as the disk takes it. */
  write(line: string): void {
    const size = Buffer.byteLength(line)
    if (this.#waitingBytes + size > this.#limits.auditWaitingBytes) {
      this.#lose(1, 'the disk is too slow')
      return
    }
    this.#waiting.push(line)
    this.#waitingBytes += size
    this.#writing ??= this.#writeAll()
  }

  /** Writes what waits, as far as the disk takes it within a moment. */
  async close(): Promise<void> {
    if (this.#lost > 0) this.#writing ??= this.#writeAll()
    const patience = new Promise<void>((resolve) => void setTimeout(resolve, farewellMs).unref())
    // A file waits with its end for what is being written to it.
    const written = Promise.resolve(this.#writing).then(() => this.#letGo())
    await Promise.race([written, patience])
  }

  async #writeAll(): Promise<void> {
    do {
      const lines = this.#waiting
      this.#waiting = []
      this.#waitingBytes = 0
      await this.#writeLines(lines)
    } while (this.#waiting.length > 0)
    this.#writing = undefined
  }

  /** Never fails: what does not get written is counted. */
  async #writeLines(lines: readonly string[]): Promise<void> {
    const lost = this.#lost
    const notice = lost > 0 ? [JSON.stringify({ time: new Date().toISOString(), lost })] : []
    const data = Buffer.from([...notice, ...lines].map((line) => `${line}\n`).join(''))
    let written = 0
    try {
      const file = await this.#current()
      if (this.#isMidLine) await file.write('\n')
      while (written < data.length) written += (await file.write(data, written)).bytesWritten
      this.#isMidLine = false
    } catch (error) {
      const whole = linesIn(data.subarray(0, written))
      this.#isMidLine ||= written > 0 && data[written - 1] !== lineEnd
      this.#found(whole > 0 ? lost : 0)
      this.#lose(lines.length - Math.max(0, whole - notice.length), describeFileError(error))
      return
    }
    this.#found(lost)
  }

  /** It has been written how many lines were lost. */
  #found(lost: number): void {
    this.#lost -= lost
    if (lost > 0) this.#log(`the audit is written again; ${lost} are missing in it`)
  }

  /** The file of that name, which may have been renamed or removed to begin a new one. */
  async #current(): Promise<FileHandle> {
    const now = performance.now()
    if (
      this.#file &&
      now - this.#checkedAt >= this.#limits.auditCheckMs &&
      !(await this.#isStillThere(this.#file))
    ) {
      await this.#letGo()
    }
    if (!this.#file) {
      this.#file = await open(this.#path, flags, 0o600)
      this.#isMidLine = false
      this.#checkedAt = now
    }
    return this.#file
  }

  async #isStillThere(file: FileHandle): Promise<boolean> {
    const [there, ours] = await Promise.all([stat(this.#path).catch(() => undefined), file.stat()])
    this.#checkedAt = performance.now()
    return there?.ino === ours.ino && there.dev === ours.dev
  }

  #lose(count: number, why: string): void {
    if (this.#lost === 0) this.#log(`the audit cannot be written: ${why}. Commands continue without it`)
    this.#lost += count
  }

  async #letGo(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close().catch(() => {})
  }
}

function linesIn(data: Buffer): number {
  return data.filter((byte) => byte === lineEnd).length
}
