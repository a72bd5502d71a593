import { randomBytes } from 'node:crypto'
import { answersOneAtATime, readGreeting } from '#qmp/wire/greeting.ts'
import type { Limits } from '../limits.ts'
import { findReplyId, isErrorReply, kindOfMessage, type ReplyId } from '../wire/reply-id.ts'
import { newRequest, printRequest, type Request } from '../wire/request.ts'
import type { Ending } from './ending.ts'
import { notQmp, QmpConnection } from './qmp-connection.ts'
import { type RequestSource, RoundRobin } from './round-robin.ts'
import type { Connect } from './upstream.ts'

/** A request on its way to QEMU, and where its answer goes. */
export interface PendingRequest {
  request: Request
  /** It is on its way to QEMU. */
  sent?(): void
  /** QEMU's answer, with the bridge's id at `id`. */
  answered(reply: Uint8Array, id: ReplyId): void
  /** There will be no answer. @param wasSent whether QEMU may have got the request */
  lost(wasSent: boolean): void
}

/** QEMU answers what is out of band at once, so there are never many. */
const mostOutOfBand = 7

/** What the owner of a session hears, until it closes it. */
export interface SessionListener {
  /** QEMU's greeting, as QEMU sent it. */
  onGreeting(greeting: Uint8Array): void
  /**
   * Questions are taken from now on. `offered` are the capabilities the bridge has got; undefined where QEMU knows no
   * negotiation.
   */
  onReady(offered: readonly string[] | undefined): void
  /** An event, or what is no message of QMP at all: whoever reads it can judge that best. */
  onEvent(message: Uint8Array): void
  /** Called once, after every question has been answered or lost. */
  onEnded(ending: Ending): void
}

/**
 * One negotiated session with QEMU, which many share. Ids are the bridge's own, so that askers may use what they like and
 * an answer to whoever was here before (P-09) belongs to nobody.
 */
export class SharedSession {
  readonly #connection: QmpConnection
  /** Undefined once it is closed, and after the end: nothing is called then. */
  #listener: SessionListener | undefined
  readonly #turns = new RoundRobin<PendingRequest>()
  readonly #idPrefix = randomBytes(6).toString('hex')
  readonly #sent = new Map<string, PendingRequest>()
  #urgent: PendingRequest[] = []
  #nextId = 0
  #inBand = 0
  #outOfBand = 0
  /** QEMU reads eight requests ahead and then stops reading: nothing out of band could reach it any more (O-04). */
  #limit: number
  #ready = false
  #blocked = false

  constructor(connect: Connect, limits: Limits, listener: SessionListener) {
    this.#listener = listener
    this.#limit = limits.commandsInFlight
    this.#connection = new QmpConnection(connect, limits.greetingMs, {
      onGreeting: (greeting) => this.#greeted(greeting),
      onMessage: (message) => this.#take(message),
      onDrain: () => {
        this.#blocked = false
        this.#pump()
      },
      onEnded: (ending) => this.#end(ending),
    })
  }

  /** Its questions are asked from now on, by turns with those of others. */
  join(source: RequestSource<PendingRequest>): void {
    this.#turns.join(source)
  }

  /** What it has asked already is answered to it still; what it has not asked yet is not asked. */
  leave(source: RequestSource<PendingRequest>): void {
    this.#turns.leave(source)
  }

  /** Someone has something to ask, or room for an answer again. */
  wake(): void {
    this.#pump()
  }

  /** Asks out of band: past all that waits in band. */
  askOutOfBand(pending: PendingRequest): void {
    this.#urgent.push(pending)
    this.#pump()
  }

  /** Of these, what has not been asked yet is not asked. */
  withdraw(pendingRequests: ReadonlySet<PendingRequest>): void {
    this.#urgent = this.#urgent.filter((pending) => !pendingRequests.has(pending))
  }

  /** Reads no more of what QEMU says, which QEMU keeps meanwhile. */
  pause(): void {
    this.#connection.pause()
  }

  resume(): void {
    this.#connection.resume()
  }

  /** Lets go of QEMU, so that another client can have the monitor. What has no answer is lost; the listener is not called any more. */
  close(): void {
    this.#listener = undefined
    this.#connection.close()
    this.#lose()
  }

  #greeted(bytes: Uint8Array): void {
    this.#listener?.onGreeting(bytes)
    const greeting = readGreeting(JSON.parse(Buffer.from(bytes).toString()))
    if (!greeting || answersOneAtATime(greeting)) this.#limit = 1
    // P-02: QEMU 0.12 names no version and knows no negotiation.
    if (!greeting?.version) this.#becomeReady(undefined)
    else this.#negotiate(greeting.capabilities.filter((name) => name === 'oob'))
  }

  #negotiate(enable: string[]): void {
    this.#send({
      request: newRequest('qmp_capabilities', enable.length > 0 ? { enable } : undefined),
      answered: (reply) => {
        if (!isErrorReply(reply)) this.#becomeReady(enable)
        else if (enable.length > 0) this.#negotiate([])
        else this.#becomeReady(undefined)
      },
      lost: () => {},
    })
  }

  #becomeReady(offered: readonly string[] | undefined): void {
    this.#ready = true
    this.#listener?.onReady(offered)
    this.#pump()
  }

  #pump(): void {
    while (this.#ready && !this.#blocked) {
      const pending = this.#next()
      if (!pending) return
      this.#send(pending)
    }
  }

  #next(): PendingRequest | undefined {
    const urgent = this.#outOfBand < mostOutOfBand ? this.#urgent.shift() : undefined
    return urgent ?? (this.#inBand < this.#limit ? this.#turns.next() : undefined)
  }

  #send(pending: PendingRequest): void {
    const id = `${this.#idPrefix}-${++this.#nextId}`
    this.#sent.set(id, pending)
    if (pending.request.oob) this.#outOfBand++
    else this.#inBand++
    pending.sent?.()
    // F-06: QEMU 0.12 runs a command only when one more character follows it.
    const taken = this.#connection.write(Buffer.from(`${printRequest(pending.request, id)}\n`))
    if (!taken) this.#blocked = true
  }

  #take(message: Uint8Array): void {
    const kind = kindOfMessage(message)
    if (kind !== 'reply') {
      if (this.#ready) this.#listener?.onEvent(message)
      if (kind === 'other') this.#endByStranger()
      return
    }
    const id = findReplyId(message)
    const pending = id ? this.#taken(id.id) : undefined
    // What has an unknown id, or none, is nobody's answer (P-09, E-03).
    if (!id || !pending) return
    pending.answered(message, id)
    this.#pump()
  }

  #taken(id: string): PendingRequest | undefined {
    const pending = this.#sent.get(id)
    if (!pending) return undefined
    this.#sent.delete(id)
    if (pending.request.oob) this.#outOfBand--
    else this.#inBand--
    return pending
  }

  /** JSON that is not QMP: whatever is asked further may never be answered. */
  #endByStranger(): void {
    this.#connection.close()
    this.#end(notQmp())
  }

  #end(ending: Ending): void {
    const listener = this.#listener
    this.#listener = undefined
    this.#lose()
    listener?.onEnded(ending)
  }

  #lose(): void {
    this.#ready = false
    const sent = [...this.#sent.values()]
    this.#sent.clear()
    for (const pending of sent) pending.lost(true)
    for (const pending of this.#urgent.splice(0)) pending.lost(false)
  }
}
