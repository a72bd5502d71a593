import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { ScriptedLink } from '#link/scripted-link.ts'
import { plainText, send } from '../http/answers.ts'
import { TestViewer } from '../testing/test-viewer.ts'
import { type Program, run } from './run.ts'

/** Runs a command line; `stop` is what a signal would do. */
function start(args: string[], env: Program['env'] = {}) {
  const printed: string[] = []
  const logged: string[] = []
  const dialled: ScriptedLink[] = []
  let stop = () => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  let ready = (_address: URL) => {}
  const address = new Promise<URL>((resolve) => {
    ready = resolve
  })
  const program: Program = {
    version: '1.2.3',
    env,
    hostName: 'box',
    page: (request, response) => send(request, response, plainText('the page')),
    simulation: {
      scenarioNames: ['plain', 'io-error'],
      createSimulator: ({ scenario }) => ({
        connect: () => {
          const link = new ScriptedLink()
          dialled.push(link)
          queueMicrotask(() => link.say(greetingOf(scenario, dialled.length)))
          return link
        },
        host: () => undefined,
      }),
    },
    print: (text) => {
      printed.push(text)
      const url = /ready: (\S+)/.exec(text)?.[1]
      if (url) ready(new URL(url))
    },
    // Whatever else runs on this host.
    discover: async () => [],
    log: (line) => logged.push(line),
    untilStopped: () => stopped,
  }
  const status = run(args, program)
  return { address, status, stop, printed, logged, dialled }
}

function greetingOf(scenario: string, client: number): string {
  return `{"QMP": {"capabilities": ["${scenario} ${client}"]}}`
}

function view(address: URL, id: string): TestViewer {
  const token = address.hash.replace('#token=', '')
  return new TestViewer(`ws://${address.host}/api/vms/${id}/qmp`, ['qmp', `bearer.${token}`])
}

describe('the program', () => {
  test('prints one line with the address to open, and logs nothing', async () => {
    const { address, status, stop, printed, logged } = start(['--port', '0'])
    const url = await address
    expect(printed).toEqual([`QMP Dashboard is ready: ${url.href}\n`])
    expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    expect(await (await fetch(url)).text()).toBe('the page')
    stop()
    expect(await status).toBe(0)
    expect(logged).toEqual([])
    await expect(fetch(url)).rejects.toThrow()
  })

  test('says on standard error how to reach it where it was started over SSH, without the token', async () => {
    const { address, status, stop, printed, logged } = start(['--port', '0'], { SSH_CONNECTION: 'a 1 b 22' })
    const { port } = await address
    stop()
    expect(await status).toBe(0)
    expect(printed).toHaveLength(1)
    expect(logged).toEqual([expect.stringContaining(`ssh -L ${port}:127.0.0.1:${port} box `)])
  })

  test('shows a simulated VM where no address is given', async () => {
    const { address, status, stop, dialled } = start(['--port', '0'])
    const viewer = view(await address, 'demo')
    expect(await viewer.received(1)).toEqual([greetingOf('plain', 1)])
    viewer.send('{"execute": "qmp_capabilities"}')
    await expect.poll(() => dialled[0]?.sent.join()).toContain('qmp_capabilities')
    dialled[0]?.end({ cause: 'gone', reason: '' })
    expect(await viewer.closed).toMatchObject({ code: 4410 })
    expect(await view(await address, 'demo').received(1)).toEqual([greetingOf('plain', 2)])
    stop()
    expect(await status).toBe(0)
  })

  test('tells viewers that it stops', async () => {
    const { address, status, stop, dialled } = start(['--port', '0', 'vm=demo:io-error'])
    const viewer = view(await address, 'vm')
    expect(await viewer.received(1)).toEqual([greetingOf('io-error', 1)])
    stop()
    expect(await viewer.closed).toEqual({ code: 1001, reason: 'The dashboard is stopping.' })
    expect(await status).toBe(0)
    expect(dialled).toHaveLength(1)
  })

  test('prints help and version for programs to read', async () => {
    const help = start(['--help'])
    expect(await help.status).toBe(0)
    expect(help.printed.join()).toMatch(/^Usage: qmp-dashboard \[ADDRESS \.\.\.\] \[options\]/)
    const version = start(['--version'])
    expect(await version.status).toBe(0)
    expect(version.printed).toEqual(['1.2.3\n'])
  })

  test.each([
    [['--port', 'http'], /^--port takes/],
    [['nonsense'], /^"nonsense" is no address/],
    [['demo:nonsense'], /^there is no scenario "nonsense": take demo, or demo: and one of plain, io-error$/],
    [['--token', 'short'], /^--token must be/],
    [
      ['--tls-cert', '/none.pem', '--tls-key', '/none.pem'],
      /^--tls-cert \/none\.pem cannot be read: no such file or folder$/,
    ],
    [
      ['--tls-cert', 'package.json', '--tls-key', 'package.json'],
      /^--tls-cert package\.json has no certificate in PEM format$/,
    ],
  ])('refuses %j with status 2 and one line', async (args, line) => {
    const { status, printed, logged } = start(args)
    expect(await status).toBe(2)
    expect(printed).toEqual([])
    expect(logged).toEqual([expect.stringMatching(line)])
  })

  test('does not take another port where the one it should have is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const { status, logged } = start(['--port', String(port)])
    expect(await status).toBe(1)
    expect(logged).toEqual([
      expect.stringMatching(`^port ${port} of 127.0.0.1 is in use: choose another with --port`),
    ])
    other.close()
  })
})
