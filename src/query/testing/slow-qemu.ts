import { ScriptedLink } from '#link/scripted-link.ts'

const greeting = '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}}, "capabilities": []}}'

interface Request {
  execute: string
  id: unknown
  /** What it will answer; a request has an answer once it has run, which fixes what the answer tells. */
  answer?: unknown
}

/** What changes without any event, by the command that changes it. */
const actsOn: Readonly<Record<string, string>> = { set_link: 'query-rx-filter', stop: 'query-status' }

/** A QEMU that runs commands and sends their answers when the test says so, in any order. */
export class SlowQemu {
  readonly #truths = new Map<string, number>()
  #link = new ScriptedLink()
  #requests: Request[] = []
  #untold: string[] = []

  dial(): ScriptedLink {
    const link = new ScriptedLink()
    link.send = (text) => {
      const request: Request = JSON.parse(text)
      if (request.execute === 'qmp_capabilities') {
        queueMicrotask(() => link.say(JSON.stringify({ return: {}, id: request.id })))
      } else if (link === this.#link) this.#requests.push(request)
    }
    this.#link = link
    queueMicrotask(() => link.say(greeting))
    return link
  }

  /** The commands without an answer on the current link. */
  get asked(): string[] {
    return this.#requests.map(({ execute }) => execute)
  }

  /** What an answer to this command would say now. */
  truth(command: string): number {
    return this.#truths.get(command) ?? 0
  }

  /** Something changes; the event that tells of it comes at once, or when others do. */
  change(command: string, event: string, late?: 'late'): void {
    this.#truths.set(command, this.truth(command) + 1)
    this.#untold.push(event)
    if (!late) this.tellAll()
  }

  /** All events that are late come. */
  tellAll(): void {
    for (const event of this.#untold) {
      this.#link.say(JSON.stringify({ event, data: {}, timestamp: { seconds: 1, microseconds: 0 } }))
    }
    this.#untold = []
  }

  /** Runs one command that has not run; false where there is none. */
  work(which: number): boolean {
    const waiting = this.#requests.filter((request) => !('answer' in request))
    const request = waiting[which % waiting.length]
    if (!request) return false
    const changed = actsOn[request.execute]
    if (changed) this.#truths.set(changed, this.truth(changed) + 1)
    request.answer = changed ? {} : this.truth(request.execute)
    return true
  }

  /** Sends the answer of one command that has run; false where there is none. */
  answer(which: number): boolean {
    const run = this.#requests.filter((request) => 'answer' in request)
    const request = run[which % run.length]
    if (!request) return false
    this.#requests = this.#requests.filter((other) => other !== request)
    this.#link.say(JSON.stringify({ return: request.answer, id: request.id }))
    return true
  }

  /** The link ends: what was asked is not answered any more, and events are lost. */
  hangUp(): void {
    this.#requests = []
    this.#untold = []
    this.#link.end()
  }
}
