import { isRead } from '#qapi/is-read.ts'
import type { Limits } from '../limits.ts'
import type { Client, ServeClient } from '../wire/client.ts'
import { replaceReplyId } from '../wire/reply-id.ts'
import { type MalformedRequest, type Request, readRequest } from '../wire/request.ts'
import { actOutcome, type Outcome } from './act-outcome.ts'
import { AnswersInOrder } from './answers-in-order.ts'
import { Backlog } from './backlog.ts'
import { type Complaint, failure, generic, outcomeUnknown, success } from './bridge-answers.ts'
import type { Ending } from './ending.ts'
import type { FinishedAct, Visitor } from './finished-act.ts'
import { Negotiation } from './negotiation.ts'
import { refusal } from './permission.ts'
import { Refusals } from './refusals.ts'
import type { Question, SharedSession } from './shared-session.ts'
import type { Asker } from './turns.ts'

/** What the owner of a client's session hears. */
export interface ViewerSessionListener {
  /** Also after `onLeft`: what was sent before may be answered then. */
  onAct(act: FinishedAct): void
  /** There is room for events again, after `isFull`. */
  onRoom(): void
  /** The client has left or was disconnected; called once. */
  onLeft(): void
}

/**
 * One viewer's QMP session: as if it had QEMU for itself. It negotiates for itself, has ids of its own, and gets its
 * answers in the order it asked.
 */
export class ViewerSession implements Asker<Question> {
  readonly #client: Client
  readonly #visitor: Visitor
  readonly #listener: ViewerSessionListener
  readonly #limits: Limits
  /** Messages that came before the session was ready. */
  #early: string[] = []
  #waiting: Question[] = []
  /** Asked out of band and not answered. */
  readonly #urgent = new Set<Question>()
  readonly #backlog: Backlog
  readonly #answers: AnswersInOrder
  readonly #refusals: Refusals
  #isGreeted = false
  #session: SharedSession | undefined
  #negotiation: Negotiation | undefined

  constructor(serve: ServeClient, visitor: Visitor, limits: Limits, listener: ViewerSessionListener) {
    this.#listener = listener
    this.#visitor = visitor
    this.#limits = limits
    this.#backlog = new Backlog(limits)
    this.#answers = new AnswersInOrder((answer) => this.#client.send(answer), this.#backlog)
    this.#refusals = new Refusals(limits, (act) => listener.onAct(act))
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

  get visitor(): Visitor {
    return this.#visitor
  }

  /** Whether it reads so slowly that much waits for it. */
  get isFull(): boolean {
    return this.#client.isFull
  }

  /** QEMU's greeting is the first that a viewer hears. */
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

  /** An event, for a viewer that has negotiated. */
  show(event: Uint8Array): void {
    if (this.#negotiation?.done) this.#client.send(event)
  }

  /** QEMU has gone: whatever waits is answered, and the viewer is told why. */
  end(ending: Ending): void {
    for (const question of this.#waiting.splice(0)) question.lost(false)
    const early = this.#early.splice(0)
    // Nothing comes before a greeting, and to whom nobody has spoken nobody owes an answer.
    if (this.#isGreeted) for (const text of early) this.#answerUnasked(readRequest(text))
    this.#client.close(ending)
  }

  /** What is to be asked next; undefined while the viewer does not take its answers. */
  next(): Question | undefined {
    if (this.#client.isFull) return undefined
    const question = this.#waiting.shift()
    if (question) {
      this.#backlog.remove(question.request.length)
      this.#client.refreshPause()
      this.#weigh()
    }
    return question
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

  /** Stops reading a viewer that asks faster than QEMU answers. */
  #weigh(): void {
    const { fullness } = this.#backlog
    if (fullness > 1) this.#client.pause(this.#limits.pauseMs)
    else if (fullness <= 1 / 2) this.#client.resume()
  }

  #consider(request: Request | MalformedRequest): void {
    if (request.kind === 'malformed')
      return this.#answer(failure(generic(request.words, 'malformed'), request.idText))
    const complaint = this.#complaint(request)
    if (complaint) return this.#refuse(request, complaint)
    if (isNegotiation(request) && this.#negotiation?.exists) return this.#answer(success(request.idText))
    if (request.oob) this.#askOutOfBand(request)
    else this.#ask(request)
  }

  #ask(request: Request): void {
    this.#waiting.push(this.#question(request, this.#nextAnswer()))
    this.#backlog.add(request.length)
  }

  /** An answer out of band has no place in the order. */
  #askOutOfBand(request: Request): void {
    const question = this.#question(request, (answer) => {
      this.#urgent.delete(question)
      this.#backlog.remove(request.length)
      this.#client.send(answer)
      this.#weigh()
    })
    this.#urgent.add(question)
    this.#backlog.add(request.length)
    this.#session?.askOutOfBand(question)
  }

  /** What the bridge has against a request; what QEMU has against it, QEMU will say. */
  #complaint(request: Request): Complaint | undefined {
    const negotiation = this.#negotiation
    if (!negotiation) return undefined
    if (request.oob && !negotiation.oob) return generic("QMP input member 'exec-oob' is unexpected")
    if (isNegotiation(request) && negotiation.exists) return negotiation.negotiate(request.argumentsText)
    return negotiation.refuse() ?? refusal(request, this.#visitor.role, this.#limits)
  }

  #refuse(request: Request, complaint: Complaint): void {
    if (this.#negotiation?.done && !isNegotiation(request)) {
      const error = { class: complaint.class, desc: complaint.words }
      if (!isRead(request.command)) this.#refusals.add(this.#act(request, { outcome: 'refused', error }))
    }
    this.#answer(failure(complaint, request.idText))
  }

  #question(request: Request, settle: (answer: Uint8Array) => void): Question {
    return {
      request,
      answered: (reply, id) => {
        this.#tell(request, () => actOutcome(reply))
        settle(replaceReplyId(reply, id, request.idText, encode))
      },
      lost: (wasSent) => {
        // L-10: `quit` has done what it should.
        const hasQuit = wasSent && request.command === 'quit'
        this.#tell(request, { outcome: hasQuit ? 'done' : 'unknown' })
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

  #tell(request: Request, outcome: Outcome | (() => Outcome)): void {
    if (isRead(request.command)) return
    this.#listener.onAct(this.#act(request, typeof outcome === 'function' ? outcome() : outcome))
  }

  #act({ command, argumentsText, idText }: Request, outcome: Outcome): FinishedAct {
    const name = command.slice(0, longestName)
    return { by: this.#visitor, command: name, argumentsText, idText, time: Date.now(), ...outcome }
  }
}

/** Of a command's name as others hear of it, in characters; QEMU's own are shorter. */
const longestName = 128

function isNegotiation(request: Request): boolean {
  return request.command === 'qmp_capabilities' && !request.oob
}

function encode(text: string): Uint8Array {
  return Buffer.from(text)
}
