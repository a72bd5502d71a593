import type { Clock } from '#link/clock.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import type { SchemaInfo } from '#qapi/names.ts'
import recordedSchema from '#qapi/recorded/qemu-10.0.json'
import { framed } from '#qmp/framed.ts'
import { createSimulator, type Simulator } from '#sim/simulator.ts'

/** A refusal, as an answer of the table. */
export class Refusal {
  readonly error: { class: string; desc: string }

  constructor(desc: string, errorClass = 'GenericError') {
    this.error = { class: errorClass, desc }
  }
}

/** What a command gets: a value, a `Refusal`, or what a function makes of its arguments. */
export type Answers = Record<string, unknown>

interface Request {
  execute: string
  arguments?: Record<string, unknown>
  id: unknown
}

interface Options {
  /** A scenario of the simulator. */
  scenario?: string
  /** Commands that this QEMU does not have. */
  lacks?: readonly string[]
}

/**
 * The QEMU of tests of the page: the simulator, with a table of answers on top of it, which a test may change. What is
 * not in the table the simulator answers. It keeps what it was asked.
 */
export class SimulatedQemu {
  readonly answers: Answers
  readonly requests: Request[] = []
  readonly #options: Options
  #simulator: Simulator | undefined
  #hangUp: () => void = () => {}
  #say: (text: string) => void = () => {}

  constructor(answers: Answers = {}, options: Options = {}) {
    this.answers = answers
    this.#options = options
  }

  /** What it was asked by this name, as the arguments, in order. */
  asked(command: string): (Record<string, unknown> | undefined)[] {
    return this.requests.filter(({ execute }) => execute === command).map((request) => request.arguments)
  }

  event(name: string, data: Record<string, unknown> = {}): void {
    this.#say(JSON.stringify({ event: name, data, timestamp: { seconds: 1, microseconds: 0 } }))
  }

  /** The link ends, as when QEMU goes. */
  hangUp(): void {
    this.#hangUp()
  }

  /** @param clock the page's; the simulated VM is made with the first link and lives by it */
  dial(clock: Clock): Link {
    const { scenario = 'default' } = this.#options
    // At hand, so that no answer waits for anything but the clock.
    const schema = recordedSchema as unknown as SchemaInfo[]
    this.#simulator ??= createSimulator({ scenario, clock, schema })
    const behind = framed(this.#simulator.connect(), clock)
    const link: Link = {
      send: (text) => this.#take(text, behind),
      close: () => behind.close(),
      onText: () => {},
      onEnded: () => {},
    }
    behind.onText = (text) => link.onText(this.#withCommands(text))
    behind.onEnded = (end) => link.onEnded(end)
    this.#say = (text) => link.onText(text)
    this.#hangUp = () => end(behind, link, { cause: 'gone', reason: '' })
    return link
  }

  #take(text: string, behind: Link): void {
    const request: Request = JSON.parse(text)
    this.requests.push(request)
    const { execute, arguments: args, id } = request
    const say = this.#say
    const reply = (members: object) => queueMicrotask(() => say(JSON.stringify({ ...members, id })))
    if (this.#options.lacks?.includes(execute)) {
      reply({ error: { class: 'CommandNotFound', desc: `The command ${execute} has not been found` } })
    } else if (execute in this.answers) {
      const entry = this.answers[execute]
      const answer = typeof entry === 'function' ? entry(args ?? {}) : entry
      reply(answer instanceof Refusal ? { error: answer.error } : { return: answer ?? {} })
    } else behind.send(text)
  }

  /** The simulator's own list of commands lacks what only the table has. */
  #withCommands(text: string): string {
    const message = JSON.parse(text)
    const asked = this.requests.find(({ id }) => id === message.id)
    if (asked?.execute !== 'query-commands' || !Array.isArray(message.return)) return text
    const names = new Set<string>(message.return.map(({ name }: { name: string }) => name))
    for (const name of Object.keys(this.answers)) names.add(name)
    for (const name of this.#options.lacks ?? []) names.delete(name)
    return JSON.stringify({ ...message, return: [...names].map((name) => ({ name })) })
  }
}

function end(behind: Link, link: Link, why: LinkEnd): void {
  behind.onEnded = () => {}
  behind.close()
  link.onEnded(why)
}
