import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import {
  type Connection,
  type ConnectionOptions,
  type ConnectionState,
  framed,
  Garbled,
  type Greeting,
  Interrupted,
  keepConnected,
  openSession,
  type QmpError,
  type QmpEvent,
  Refused,
  type Session,
  type SessionObserver,
  type SessionOptions,
  Unreachable,
} from './index.ts'

/** A QEMU that answers whatever is asked with what the example wants. */
class ExampleQemu extends ScriptedLink {
  readonly #answers: Readonly<Record<string, string>>

  constructor(answers: Readonly<Record<string, string>>) {
    super()
    this.#answers = answers
    queueMicrotask(() =>
      this.say(
        '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}}, "capabilities": ["oob"]}}',
      ),
    )
  }

  override send(text: string): void {
    super.send(text)
    const { id, ...request } = JSON.parse(text) as Record<string, string>
    const answer = this.#answers[request['execute'] ?? request['exec-oob'] ?? ''] ?? '"return": {}'
    queueMicrotask(() => this.say(`{${answer}, "id": "${id}"}\r\n`))
  }
}

const clock = new ManualClock()
const running = '"return": {"status": "running", "running": true}'
const refused = '"error": {"class": "DeviceNotFound", "desc": "Device \'nic0\' not found"}'

function observe(heard: string[]): SessionObserver {
  const observer: SessionObserver = {
    event: ({ name, data }) => heard.push(`${name} ${JSON.stringify(data)}`),
    closed: (why) => heard.push(`closed: ${why.message}`),
    busy: (waiting) => heard.push(waiting ? `${waiting.command} takes long` : 'it answers again'),
    stray: (text) => heard.push(`unexpected: ${text}`),
  }
  return observer
}

async function tell(command: Promise<unknown>): Promise<string> {
  try {
    await command
    return 'done'
  } catch (error) {
    if (error instanceof Refused) return `${error.by} said no: ${error.message} (${error.class})`
    if (error instanceof Interrupted) return error.sent ? 'outcome unknown' : 'not sent'
    if (error instanceof Unreachable) return `no session: ${error.end.cause}`
    if (error instanceof Garbled) return `not QMP: ${error.lastLines.at(-1)}`
    throw error
  }
}

function open(answers: Readonly<Record<string, string>>) {
  const link = new ExampleQemu(answers)
  const heard: string[] = []
  const options: SessionOptions = { link, clock, observer: observe(heard), idPrefix: 'example' }
  return { link, heard, opening: openSession(options) }
}

describe('the examples of the README', () => {
  it('a session', async () => {
    const socketLink = new ExampleQemu({ 'query-status': running })
    const link = framed(socketLink, clock)
    const observer = observe([])
    const session = await openSession({ link, clock, observer, idPrefix: 'example' })
    const { status } = await session.execute('query-status')
    expect(status).toBe('running')
    await session.execute('set_link', { name: 'nic0', up: false })
    await session.execute('yank', { instances: [{ type: 'migration' }] })
    expect(socketLink.sent.at(-1)).toContain('"exec-oob":"yank"')
    const { version }: Greeting = session.greeting
    expect(version).toEqual({ major: 10, minor: 0, micro: 0 })
  })

  it('errors', async () => {
    const { link, opening } = open({ set_link: refused })
    const session: Session = await opening
    const setLink = () => tell(session.execute('set_link', { name: 'nic0', up: false }))
    expect(await setLink()).toBe("qemu said no: Device 'nic0' not found (DeviceNotFound)")
    const asked = Array.from({ length: 8 }, () => setLink())
    link.end()
    expect([await asked[0], await asked[7], await setLink()]).toEqual([
      'outcome unknown',
      'not sent',
      'no session: closed',
    ])
    expect(await tell(Promise.reject(new Garbled('no JSON', ['{"a": tru}'])))).toBe('not QMP: {"a": tru}')
  })

  it('events', async () => {
    const { link, heard, opening } = open({})
    await opening
    link.say('{"event": "DEVICE_TRAY_MOVED", "data": {"tray-open": true}}', '{"return": 1, "id": "theirs"}')
    link.end()
    expect(heard).toEqual([
      'DEVICE_TRAY_MOVED {"tray-open":true}',
      'unexpected: {"return": 1, "id": "theirs"}',
      'closed: QEMU closed the connection',
    ])
  })

  it('coming back', async () => {
    const states: ConnectionState['phase'][] = []
    const events: QmpEvent[] = []
    let ready: () => void = () => {}
    const isReady = new Promise<void>((resolve) => {
      ready = resolve
    })
    const dial = () => new ExampleQemu({ 'query-name': '"return": {"name": "web-01"}' })
    const [idPrefix, random] = [() => 'example', () => 0.5]
    const onState: ConnectionOptions['onState'] = ({ phase }) => {
      states.push(phase)
      if (phase === 'ready') ready()
    }
    const [onEvent, onStray] = [(event: QmpEvent) => events.push(event), () => {}]
    const early = keepConnected({ dial, clock, idPrefix, random, onState, onEvent, onStray })
    expect(await tell(early.execute('query-name'))).toBe('no session: unreachable')
    await isReady
    const connection: Connection = keepConnected({ dial, clock, idPrefix, random, onState, onEvent, onStray })
    while (connection.state().phase !== 'ready') await Promise.resolve()
    const name = await connection.execute('query-name')
    expect(name).toEqual({ name: 'web-01' })
    connection.close()
    const why: QmpError | undefined = stateOf(connection)
    expect([why?.kind, events]).toEqual(['unreachable', []])
    expect(states).toContain('ended')
  })

  it('are run here, line by line', () => {
    const lines = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
    const run = new Set(lines('./examples.test.ts').map(comparable))
    const shown = lines('./README.md')
      .join('\n')
      .matchAll(/```ts\n(.*?)```/gs)
    const missing = [...shown].flatMap(([, code = '']) => code.split('\n')).map(comparable)
    expect(missing.filter((line) => !run.has(line))).toEqual([])
  })
})

function stateOf(connection: Connection): QmpError | undefined {
  const state = connection.state()
  return 'why' in state ? state.why : undefined
}

function comparable(line: string): string {
  return line
    .trim()
    .replace(/^const (\w+)(?:: \w+)? =/, 'const $1 =')
    .replace('const name = await connection.', '')
}
