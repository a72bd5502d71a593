import type { Link, LinkEnd } from '#link/link.ts'
import { ManualClock } from '#link/manual-clock.ts'
import type { SchemaInfo } from '#qapi/names.ts'
import recordedSchema from '#qapi/recorded/qemu-10.0.json'
import { createSimulator, type Simulator } from './simulator.ts'

/** A moment in 2026, so that timestamps look like some. */
const start = 1_795_368_047_563

/** A simulator on a clock that the test moves, with the schema at hand: nothing happens outside the test's time. */
export function simulate(scenario = 'default', random: () => number = () => 0.5) {
  const clock = new ManualClock(start)
  const schema = recordedSchema as unknown as SchemaInfo[]
  const simulator = createSimulator({ scenario, clock, random, schema })
  return { simulator, clock, connect: () => new TestClient(simulator, clock) }
}

/** A client that reads with `JSON.parse`, message by message. */
export class TestClient {
  readonly link: Link
  /** All that came, as it came. */
  text = ''
  /** Why the link has ended. */
  end: LinkEnd | undefined
  #clock: ManualClock
  #read = 0

  constructor(simulator: Simulator, clock: ManualClock) {
    this.#clock = clock
    this.link = simulator.connect()
    this.link.onText = (text) => {
      this.text += text
    }
    this.link.onEnded = (end) => {
      this.end = end
    }
    this.wait(0)
  }

  /** Lets time pass; what came meanwhile, one text a message. */
  wait(ms: number): string[] {
    this.#clock.advance(ms)
    const fresh = this.text.slice(this.#read)
    this.#read = this.text.length
    return fresh.split('\r\n').filter((line) => line !== '')
  }

  /** Sends text as it is; what comes at once. */
  send(text: string): string[] {
    this.link.send(text)
    return this.wait(0)
  }

  /** Negotiates, forgetting what came so far. */
  negotiate(enable: string[] = []): this {
    this.send(JSON.stringify({ execute: 'qmp_capabilities', arguments: { enable } }))
    return this
  }

  /** Runs a command; names of the events, and the reply, in the order in which they came. */
  run(command: string, args?: Record<string, unknown>): (string | Reply)[] {
    return this.send(JSON.stringify({ execute: command, arguments: args })).map(short)
  }

  /** What a command returns. */
  ask(command: string, args?: Record<string, unknown>): unknown {
    const reply = this.run(command, args).find((message) => typeof message !== 'string')
    return reply?.return
  }

  /** The words of QEMU's refusal. */
  refusal(command: string, args?: Record<string, unknown>): string | undefined {
    const reply = this.run(command, args).find((message) => typeof message !== 'string')
    return reply?.error && `${reply.error.class}: ${reply.error.desc}`
  }

  /** Lets time pass; names of the events that came. */
  eventsWithin(ms: number): string[] {
    return this.wait(ms).map((line) => String(short(line)))
  }
}

export interface Reply {
  return?: unknown
  error?: { class: string; desc: string; data?: unknown }
  id?: unknown
}

function short(line: string): string | Reply {
  const message = JSON.parse(line)
  return message.event ?? message
}
