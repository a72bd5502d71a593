import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFirefox } from '../../src/tools/system-packages.ts'
import { endWithTests } from '../fixtures/child-processes.ts'
import { BidiClient } from './bidi-client.ts'
import { FirefoxPage } from './firefox-page.ts'

/** A Firefox without a window, with a profile of its own. `startFirefox` makes one. */
export class Firefox {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #removeProfile: () => void
  #bidi: BidiClient | undefined

  constructor(program: string) {
    this.#profile = mkdtempSync(join(tmpdir(), 'firefox-'))
    // Its processes may write a last file while they end.
    this.#removeProfile = () => rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20 })
    this.#process = spawn(
      program,
      ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', this.#profile],
      // What it keeps outside of its profile goes there, too.
      {
        env: { ...process.env, HOME: this.#profile, MOZ_CRASHREPORTER_DISABLE: '1' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    endWithTests(this.#process)
    process.once('exit', this.#removeProfile)
  }

  /** Waits until it listens, and opens the one session that it allows. */
  async connect(): Promise<BidiClient> {
    let said = ''
    const address = await new Promise<string>((resolve, reject) => {
      this.#process.stderr?.on('data', (chunk) => {
        said += chunk
        const listening = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1]
        if (listening) resolve(listening)
      })
      this.#process.once('error', reject)
      this.#process.once('exit', () => reject(new Error(`Firefox did not start: ${said}`)))
    })
    this.#bidi = await BidiClient.connect(address)
    return this.#bidi
  }

  /** Nothing of it is left after this. */
  async dispose(): Promise<void> {
    this.#bidi?.close()
    const child = this.#process
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      // It would save its session and profile first; its content processes end with it.
      child.kill('SIGKILL')
      await ended
    }
    this.#removeProfile()
    process.off('exit', this.#removeProfile)
  }
}

/** Starts Firefox; returns it and its first tab. */
export async function startFirefox(): Promise<{ firefox: Firefox; page: FirefoxPage }> {
  const program = findFirefox()
  if (!program) throw new Error('No Firefox found: `node src/tools/run.mjs system-packages` says what to do')
  const firefox = new Firefox(program)
  try {
    return { firefox, page: await FirefoxPage.first(await firefox.connect()) }
  } catch (error) {
    await firefox.dispose()
    throw error
  }
}
