import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'

const groups: number[] = []
afterEach(() => {
  for (const group of groups.splice(0)) {
    try {
      process.kill(-group, 'SIGKILL')
    } catch {
      // All of them have ended, as they should.
    }
  }
})

const server = `${process.execPath} src/tools/run.mjs sim tcp:127.0.0.1:0`
/** npm runs the command in a shell; a shell with more to do does not replace itself by it. */
const shell = ['sh', '-c', `${server}; exit $?`]
const npm = [process.execPath, '-e', `child_process.spawn(...${JSON.stringify(spawnArguments(shell))})`]

function spawnArguments([program, ...args]: string[]) {
  return [program, args, { stdio: 'inherit' }]
}

/** Starts a server by a program in between, in a process group of their own. */
async function started([program = '', ...args]: string[]) {
  const child = spawn(program, args, {
    env: { ...process.env, npm_lifecycle_event: 'sim' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  if (child.pid !== undefined) groups.push(child.pid)
  const exit = once(child, 'exit')
  let [out, complaints] = ['', '']
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    complaints += data
  })
  await expect.poll(() => out, { timeout: 20_000 }).toMatch(/127\.0\.0\.1:\d+\n/)
  const port = Number(/:(\d+)\n/.exec(out)?.[1])
  return { child, exit, port, complaints: () => complaints }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

describe('a server that npm has started', () => {
  // To look beyond the shell takes /proc.
  const endings = process.platform === 'linux' ? [shell, npm] : [shell]
  test.each(endings.map((by) => ({ by })))(
    'does not survive when $by.0 is killed',
    async ({ by }) => {
      const { child, port } = await started(by)
      expect(await listens(port)).toBe(true)
      child.kill('SIGKILL')
      await expect.poll(() => listens(port), { timeout: 10_000 }).toBe(false)
    },
    40_000,
  )

  test('ends with status 0 and no error message when Ctrl+C is pressed twice', async () => {
    const { child, exit, complaints } = await started(server.split(' '))
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect(await exit).toEqual([0, null])
    expect(complaints()).toBe('')
  }, 40_000)
})
