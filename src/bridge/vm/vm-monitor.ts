import type { Closing } from '#api/closing.ts'
import type { LinkState, ListedVm, Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import { nameOfAddress, printAddress } from '../target/address.ts'
import { addressOf, type Target } from '../target/target.ts'
import type { ClientListener, ServeClient } from '../wire/client.ts'
import { kindOfMessage } from '../wire/reply-id.ts'
import { ClientSession } from './client-session.ts'
import type { Reach } from './connect.ts'
import { atBlocker, type Ending, endingFor, unreachable } from './ending.ts'
import { EventRing } from './event-ring.ts'
import type { ClientInfo, FinishedAct } from './finished-act.ts'
import { InternalClient } from './internal-client.ts'
import { SharedSession } from './shared-session.ts'
import type { Connect } from './upstream.ts'

/** Who is told what happens at a monitor. */
export interface MonitorObserver {
  /** The state of its link, or the number of its clients, is another. */
  changed(monitor: VmMonitor): void
  acted(monitor: VmMonitor, act: FinishedAct): void
}

/**
 * One VM as the bridge sees it: who looks at it, and how its QMP socket is. Nothing is dialled before someone asks, and
 * the socket is let go a moment after the last has left: it is the only place QEMU has.
 */
export class VmMonitor {
  readonly history: EventRing
  /** For a simulated VM, what stands for the kernel's word on its process. */
  readonly simulatedHost: Reach['host']
  readonly #connect: Connect | undefined
  readonly #limits: Limits
  readonly #observer: MonitorObserver
  readonly #clients = new Set<ClientSession>()
  readonly #ownQuestions: InternalClient
  #target: Target
  #session: SharedSession | undefined
  #greeting: Uint8Array | undefined
  /** The session is negotiated, and this is what it can do. */
  #ready: { offered: readonly string[] | undefined } | undefined
  #linger: NodeJS.Timeout | undefined
  #state: LinkState = 'idle'
  /** How the last link ended, or did not come about. */
  #ending: Ending | undefined
  /** It is closed for good, and why. */
  #closed: Ending | undefined

  /** @param reach undefined for a VM that has no socket the bridge could dial */
  constructor(target: Target, reach: Reach | undefined, limits: Limits, observer: MonitorObserver) {
    this.#target = target
    this.#connect = reach?.connect
    this.simulatedHost = reach?.host
    this.#limits = limits
    this.#ownQuestions = new InternalClient(limits)
    this.history = new EventRing(limits)
    this.#observer = observer
  }

  get target(): Target {
    return this.#target
  }

  /** One object for each connection to QEMU that the bridge has, or is about to have. */
  get session(): object | undefined {
    return this.#session
  }

  /** What is known of the VM has changed, but not where it is. */
  retarget(target: Target): void {
    this.#target = target
    this.#observer.changed(this)
  }

  /** The VM as `GET /api/vms` tells of it. */
  describe(role: Role): ListedVm {
    const { id, name, source, pid, uuid, otherAddresses, sameAs } = this.#target
    const address = addressOf(this.#target)
    const { state, why, detail } = this.#link(role)
    const forOperators = {
      ...(address !== undefined && { address }),
      ...(pid !== undefined && { pid }),
      ...(uuid !== undefined && { uuid }),
      ...(otherAddresses?.length && { otherAddresses: otherAddresses.map(printAddress) }),
    }
    return {
      id,
      name: role === 'viewer' && tellsWhere(this.#target) ? id : name,
      ...(role === 'operator' && forOperators),
      source,
      role,
      viewers: this.#clients.size,
      state,
      ...(sameAs !== undefined && { sameAs }),
      ...(why && { why }),
      ...(detail !== undefined && { detail }),
    }
  }

  /** Gives a client a QMP session of its own. */
  attach(serve: ServeClient, clientInfo: ClientInfo): void {
    const blocker = this.#blocker(clientInfo.role)
    if (blocker) return serve(nobody).close(blocker)
    const session: ClientSession = new ClientSession(serve, clientInfo, this.#limits, {
      onAct: (act) => this.#observer.acted(this, act),
      lastEvent: () => this.history.last,
      onRoom: () => this.#session?.resume(),
      onLeft: () => {
        this.#clients.delete(session)
        this.#observer.changed(this)
        this.#session?.resume()
        this.#restIfAlone()
      },
    })
    this.#clients.add(session)
    this.#dial()
    if (this.#greeting) session.greet(this.#greeting)
    if (this.#session && this.#ready) session.begin(this.#session, this.#ready.offered)
    this.#observer.changed(this)
  }

  /**
   * Asks QEMU something for the bridge itself, until the signal takes it back.
   * @throws AskFailed, or the signal's reason
   */
  async ask(command: string, args?: object, signal?: AbortSignal): Promise<unknown> {
    const answer = this.#ownQuestions.ask(command, args, signal)
    if (this.#blocker('operator')) this.#ownQuestions.fail()
    else this.#dial()
    this.#session?.wake()
    try {
      return await answer
    } finally {
      this.#restIfAlone()
    }
  }

  /** The VM is no longer listed, or the dashboard stops: clients are told, and QEMU is let go, for good. */
  close(closing: Closing, reason: string): void {
    const ending: Ending = { closing, reason, state: 'idle' }
    this.#closed = ending
    this.#letGo()
    for (const client of this.#clients) client.end(ending)
    this.#clients.clear()
  }

  #link(role: Role): { state: LinkState; why: Closing | undefined; detail: string | undefined } {
    const { blocker } = this.#target
    const ending = !blocker || this.#state === 'connected' ? this.#ending : atBlocker(blocker)
    if (!ending) return { state: this.#state, why: undefined, detail: undefined }
    const { closing, reason, state } = endingFor(role, ending)
    return { state, why: closing, detail: reason }
  }

  #blocker(role: Role): Ending | undefined {
    if (this.#closed) return this.#closed
    const { blocker } = this.#target
    if (blocker && !this.#session) return endingFor(role, atBlocker(blocker))
    if (this.#connect) return undefined
    return unreachable({ code: 'no-qmp' }, 'This VM has no QMP socket that the dashboard can connect to.')
  }

  #dial(): void {
    clearTimeout(this.#linger)
    if (this.#session || !this.#connect) return
    const session: SharedSession = new SharedSession(this.#connect, this.#limits, {
      onGreeting: (greeting) => this.#greeted(greeting),
      onReady: (offered) => this.#begin(session, offered),
      onEvent: (event) => this.#show(session, event),
      onEnded: (ending) => this.#lost(ending),
    })
    this.#session = session
  }

  /** QEMU is made to wait only where nobody at all keeps up; whoever is slow alone is sent away in the end. */
  #show(session: SharedSession, message: Uint8Array): void {
    const event = kindOfMessage(message) === 'event' ? this.history.add(message) : message
    let allFull = this.#clients.size > 0
    for (const client of this.#clients) {
      client.show(event)
      allFull &&= client.isFull
    }
    if (allFull) session.pause()
  }

  #greeted(greeting: Uint8Array): void {
    // A copy: what came may be a part of something larger, which it would keep alive.
    this.#greeting = Buffer.from(greeting)
    for (const client of this.#clients) client.greet(this.#greeting)
    this.#become('connected')
  }

  #begin(session: SharedSession, offered: readonly string[] | undefined): void {
    this.#ready = { offered }
    this.history.watched(Date.now())
    session.join(this.#ownQuestions)
    for (const client of this.#clients) client.begin(session, offered)
  }

  #lost(ending: Ending): void {
    this.#forget(true)
    this.#ownQuestions.fail()
    const clients = [...this.#clients]
    this.#clients.clear()
    for (const client of clients) client.end(ending)
    this.#become(ending.state, ending)
  }

  #restIfAlone(): void {
    if (this.#clients.size > 0 || this.#ownQuestions.open > 0 || !this.#session) return
    clearTimeout(this.#linger)
    // A monitor that has not greeted is someone else's still.
    const patience = this.#greeting ? this.#limits.lingerMs : 0
    this.#linger = setTimeout(() => this.#letGo(), patience).unref()
  }

  #letGo(): void {
    const wasConnected = this.#greeting !== undefined
    this.#session?.close()
    this.#forget(false)
    this.#ownQuestions.fail()
    if (wasConnected) this.#become('idle')
  }

  #forget(byQemu: boolean): void {
    clearTimeout(this.#linger)
    if (this.#ready) this.history.unwatched(Date.now(), byQemu)
    this.#session = this.#greeting = this.#ready = undefined
  }

  #become(state: LinkState, ending?: Ending): void {
    this.#state = state
    this.#ending = ending
    this.#observer.changed(this)
  }
}

const nobody: ClientListener = { onMessage: () => {}, onRoom: () => {}, onLeft: () => {} }

/** A VM that was given no name has its address for one. */
function tellsWhere({ name, address }: Target): boolean {
  if (name.includes('/')) return true
  return address !== undefined && address.kind !== 'demo' && name === nameOfAddress(address)
}
