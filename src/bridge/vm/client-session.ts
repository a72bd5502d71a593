import { isRead } from '#qapi/is-read.ts'
import type { Limits } from '../limits.ts'
import type { Client, ServeClient } from '../wire/client.ts'
import { replaceReplyId } from '../wire/reply-id.ts'
import { type MalformedRequest, type Request, readRequest } from '../wire/request.ts'
import { actOutcome, type Outcome } from './act-outcome.ts'
import { AnswersInOrder } from './answers-in-order.ts'
import { Backlog } from './backlog.ts'
import { type ErrorReply, failure, generic, outcomeUnknown, success } from './bridge-answers.ts'
import { type Ending, endingFor } from './ending.ts'
import type { ClientInfo, FinishedAct } from './finished-act.ts'
import { Negotiation } from './negotiation.ts'
import { refusal } from './permission.ts'
import { RefusalThrottle } from './refusal-throttle.ts'
import type { RequestSource } from './round-robin.ts'
import type { PendingRequest, SharedSession } from './shared-session.ts'

/** What the owner of a client's session hears. */
export interface ClientSessionListener {
  /** Also after `onLeft`: what was sent before may be answered then. */
  onAct(act: FinishedAct): void
  /** Number of the newest event of this VM. */
  lastEvent(): number
  /** There is room for events again, after `isFull`. */
  onRoom(): void
  /** The client has left or was disconnected; called once. */
  onLeft(): void
}

/**
 * One client's QMP session: as if it had QEMU for itself. It negotiates for itself, has ids of its own, and gets its
 * answers in the order it asked.
 */
export class ClientSession implements RequestSource<PendingRequest> {
  readonly #client: Client
  readonly #clientInfo: ClientInfo
  readonly #listener: ClientSessionListener
  readonly #limits: Limits
  /** Messages that came before the session was ready. */
  #early: string[] = []
  #waiting: PendingRequest[] = []
  /** Asked out of band and not answered. */
  readonly #urgent = new Set<PendingRequest>()
  readonly #backlog: Backlog
  readonly #answers: AnswersInOrder
  readonly #refusals: RefusalThrottle
  #isGreeted = false
  #session: SharedSession | undefined
  #negotiation: Negotiation | undefined

  constructor(serve: ServeClient, clientInfo: ClientInfo, limits: Limits, listener: ClientSessionListener) {
    this.#listener = listener
    this.#clientInfo = clientInfo
    this.#limits = limits
    this.#backlog = new Backlog(limits)
    this.#answers = new AnswersInOrder((answer) => this.#client.send(answer), this.#backlog)
    this.#refusals = new RefusalThrottle(limits, (act) => listener.onAct(act))
    this.#client = serve({
      onMessage: (data) => this.#take(data.toString()),
      onRoom: () => {
        listener.onRoom()
        this.#session?.wake()
      },
      onLeft: () => {
        this.#waiting = []
        this.#answers.forget()
        this.#session?.leave(this)
        this.#session?.withdraw(this.#urgent)
        this.#refusals.flush()
        listener.onLeft()
      },
    })
  }

  get clientInfo(): ClientInfo {
    return this.#clientInfo
  }

  /** Whether it reads so slowly that much waits for it. */
  get isFull(): boolean {
    return this.#client.isFull
  }

  /** QEMU's greeting is the first that a client hears. */
  greet(greeting: Uint8Array): void {
    this.#isGreeted = true
    this.#client.send(greeting)
  }

  /** QEMU can be asked from now on. */
  begin(session: SharedSession, offered: readonly string[] | undefined): void {
    this.#session = session
    this.#negotiation = new Negotiation(offered)
    session.join(this)
    for (const text of this.#early.splice(0)) {
      this.#backlog.remove(text.length)
      this.#consider(readRequest(text))
    }
    session.wake()
    this.#weigh()
  }

  /** An event, for a client that has negotiated. */
  show(event: Uint8Array): void {
    if (this.#negotiation?.done) this.#client.send(event)
  }

  /** QEMU has gone: whatever waits is answered, and the client is told why. */
  end(ending: Ending): void {
    for (const pending of this.#waiting.splice(0)) pending.lost(false)
    const early = this.#early.splice(0)
    // Nothing comes before a greeting, and to whom nobody has spoken nobody owes an answer.
    if (this.#isGreeted) for (const text of early) this.#answerUnasked(readRequest(text))
    this.#client.close(endingFor(this.#clientInfo.role, ending))
  }

  /** What is to be asked next; undefined while the client does not take its answers. */
  next(): PendingRequest | undefined {
    if (this.#client.isFull) return undefined
    const pending = this.#waiting.shift()
    if (pending) {
      this.#backlog.remove(pending.request.length)
      this.#client.refreshPause()
      this.#weigh()
    }
    return pending
  }

  #take(text: string): void {
    if (this.#negotiation) this.#consider(readRequest(text))
    else {
      this.#early.push(text)
      this.#backlog.add(text.length)
    }
    this.#session?.wake()
    this.#weigh()
  }

  /** Stops reading a client that asks faster than QEMU answers. */
  #weigh(): void {
    const { fullness } = this.#backlog
    if (fullness > 1) this.#client.pause(this.#limits.pauseMs)
    else if (fullness <= 1 / 2) this.#client.resume()
  }

  #consider(request: Request | MalformedRequest): void {
    if (request.kind === 'malformed')
      return this.#answer(failure(generic(request.words, 'malformed'), request.idText))
    const errorReply = this.#errorReply(request)
    if (errorReply) return this.#refuse(request, errorReply)
    if (isNegotiation(request) && this.#negotiation?.exists) return this.#answer(success(request.idText))
    if (request.oob) this.#askOutOfBand(request)
    else this.#ask(request)
  }

  #ask(request: Request): void {
    this.#waiting.push(this.#pending(request, this.#nextAnswer()))
    this.#backlog.add(request.length)
  }

  /** An answer out of band has no place in the order. */
  #askOutOfBand(request: Request): void {
    const pending = this.#pending(request, (answer) => {
      this.#urgent.delete(pending)
      this.#backlog.remove(request.length)
      this.#client.send(answer)
      this.#weigh()
    })
    this.#urgent.add(pending)
    this.#backlog.add(request.length)
    this.#session?.askOutOfBand(pending)
  }

  /** What the bridge has against a request; what QEMU has against it, QEMU will say. */
  #errorReply(request: Request): ErrorReply | undefined {
    const negotiation = this.#negotiation
    if (!negotiation) return undefined
    if (request.oob && !negotiation.oob) return generic("QMP input member 'exec-oob' is unexpected")
    if (isNegotiation(request) && negotiation.exists) return negotiation.negotiate(request.argumentsText)
    return negotiation.refuse() ?? refusal(request, this.#clientInfo.role, this.#limits)
  }

  #refuse(request: Request, errorReply: ErrorReply): void {
    if (this.#negotiation?.done && !isNegotiation(request)) {
      const error = { class: errorReply.class, desc: errorReply.words }
      if (!isRead(request.command)) this.#refusals.add(this.#act(request, { outcome: 'refused', error }))
    }
    this.#answer(failure(errorReply, request.idText))
  }

  #pending(request: Request, settle: (answer: Uint8Array) => void): PendingRequest {
    let sent: Sent | undefined
    return {
      request,
      sent: () => {
        sent = { at: Date.now(), lastEvent: this.#listener.lastEvent() }
      },
      answered: (reply, id) => {
        this.#tell(request, () => actOutcome(reply), sent)
        settle(replaceReplyId(reply, id, request.idText, encode))
      },
      lost: (wasSent) => {
        // L-10: `quit` has done what it should.
        const hasQuit = wasSent && request.command === 'quit'
        this.#tell(request, () => ({ outcome: hasQuit ? 'done' : 'unknown' }), sent)
        settle(hasQuit ? success(request.idText) : failure(outcomeUnknown, request.idText))
      },
    }
  }

  #answerUnasked(request: Request | MalformedRequest): void {
    if (request.kind === 'malformed') this.#consider(request)
    else this.#answer(failure(outcomeUnknown, request.idText))
  }

  #answer(answer: Uint8Array): void {
    this.#nextAnswer()(answer)
  }

  #nextAnswer(): (answer: Uint8Array) => void {
    const settle = this.#answers.next()
    return (answer) => {
      settle(answer)
      this.#weigh()
    }
  }

  #tell(request: Request, outcome: () => Outcome, sent: Sent | undefined): void {
    if (isRead(request.command)) return
    const time = Date.now()
    this.#listener.onAct({
      ...this.#act(request, outcome()),
      ...(sent && {
        ms: time - sent.at,
        events: { before: sent.lastEvent, last: this.#listener.lastEvent() },
      }),
    })
  }

  #act({ command, argumentsText, idText }: Request, outcome: Outcome): FinishedAct {
    const name = command.slice(0, longestName)
    return { by: this.#clientInfo, command: name, argumentsText, idText, time: Date.now(), ...outcome }
  }
}

/** When QEMU was given a command, and number of the newest event at that moment. */
interface Sent {
  at: number
  lastEvent: number
}

/** Of a command's name as others hear of it, in characters; QEMU's own are shorter. */
const longestName = 128

function isNegotiation(request: Request): boolean {
  return request.command === 'qmp_capabilities' && !request.oob
}

function encode(text: string): Uint8Array {
  return Buffer.from(text)
}
