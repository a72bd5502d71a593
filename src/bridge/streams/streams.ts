import type { Closing } from '#api/closing.ts'
import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import type { Target } from '../target/target.ts'
import type { Client, ClientListener, ServeClient } from '../wire/client.ts'
import type { Ask } from './ask.ts'
import { ChardevStream } from './chardev-stream.ts'
import { findChardev } from './find-chardev.ts'
import { type FoundVnc, findVnc } from './find-vnc.ts'
import { RawStream } from './raw-stream.ts'
import { hidden } from './rfb-server-handshake.ts'
import { RfbWatchOnly } from './rfb-watch-only.ts'
import { search } from './search.ts'
import { noSuchStream, StreamRefusal } from './stream-refusal.ts'

/** `/api/vms/ID/streams/KIND/NAME` */
export type StreamKind = 'vnc' | 'chardev'

/** The VM whose streams they are. */
export interface StreamedVm {
  readonly target: Target
  ask: Ask
}

/** How long a client of a stream may accept nothing. One of a serial port loses the oldest bytes instead. */
export function stallMsOf(kind: StreamKind, limits: Limits): number {
  return kind === 'vnc' ? limits.streamStallMs : Number.POSITIVE_INFINITY
}

/** For so many milliseconds a display is taken to be where it was found. */
const recentMs = 1000

/** The byte streams of one VM: its VNC servers and character devices, by the names that QEMU has for them. */
export class Streams {
  readonly #vm: StreamedVm
  readonly #limits: Limits
  readonly #clients = new Set<Client>()
  readonly #screens = new Map<string, Promise<FoundVnc>>()
  readonly #ports = new Map<string, Promise<ChardevStream>>()
  /** Clients of whose stream it is not known yet where it is; those who have left meanwhile among them. */
  #waiting = 0

  constructor(vm: StreamedVm, limits: Limits) {
    this.#vm = vm
    this.#limits = limits
  }

  /**
   * Connects a client with a stream, or closes with the reason why not; who may connect has been decided before.
   * @param name as QEMU has it, without the escapes of a URL
   */
  accept(serve: ServeClient, role: Role, kind: StreamKind, name: string): void {
    let stream: ClientListener | undefined
    const client: Client = serve({
      onMessage: (data) => stream?.onMessage(data),
      onRoom: () => stream?.onRoom(),
      onLeft: () => {
        this.#clients.delete(client)
        stream?.onLeft()
      },
    })
    client.pause()
    this.#clients.add(client)
    if (this.#waiting === this.#limits.waitingStreams) return client.closeNow(tooMany().infoFor(role))
    this.#waiting++
    const connected =
      kind === 'vnc' ? this.#showScreen(client, role, name) : this.#joinPort(client, role, name)
    void connected
      .then(
        (listener) => {
          stream = listener
        },
        (refusal: StreamRefusal) => client.closeNow(refusal.infoFor(role)),
      )
      .finally(() => this.#waiting--)
  }

  /** Disconnects every client, and lets go of what was opened for them. */
  end(closing: Closing, reason: string): void {
    for (const client of this.#clients) client.closeNow({ closing, reason })
    for (const port of this.#ports.values()) port.then((stream) => stream.letGo()).catch(() => {})
  }

  async #showScreen(client: Client, role: Role, server: string): Promise<ClientListener | undefined> {
    const found = await (this.#screens.get(server) ?? this.#findScreen(server))
    const isWatchOnly = role !== 'operator'
    if (isWatchOnly && !found.isReadable) throw hidden()
    if (client.hasLeft) return undefined
    const filter = isWatchOnly ? new RfbWatchOnly() : undefined
    return new RawStream(client, found.address, this.#limits, filter)
  }

  /** Once for all who come in that moment: to see whose socket it is takes a look at every process of the host. */
  #findScreen(server: string): Promise<FoundVnc> {
    const found = this.#search((ask) => findVnc(ask, this.#vm.target, server))
    this.#screens.set(server, found)
    const forget = () => this.#screens.delete(server)
    found.then(() => setTimeout(forget, recentMs).unref(), forget)
    return found
  }

  #search<T>(find: (ask: Ask) => Promise<T>): Promise<T> {
    return search((command, args, signal) => this.#vm.ask(command, args, signal), find, this.#limits.askMs)
  }

  async #joinPort(client: Client, role: Role, label: string): Promise<ClientListener | undefined> {
    const port = this.#ports.get(label) ?? this.#openPort(label, role)
    const stream = await port
    if (!stream.isFor(role)) throw forPrograms()
    return client.hasLeft ? undefined : stream.join(client, role)
  }

  /** Once for all who come while it opens. */
  #openPort(label: string, role: Role): Promise<ChardevStream> {
    const port = this.#connectPort(label, role)
    this.#ports.set(label, port)
    port.catch(() => this.#ports.delete(label))
    return port
  }

  async #connectPort(label: string, role: Role): Promise<ChardevStream> {
    const found = await this.#search((ask) => findChardev(ask, this.#vm.target, label))
    // To connect is to take the only place there is.
    if (role !== 'operator' && found.isForPrograms) throw forPrograms()
    return new ChardevStream(found, this.#limits, () => this.#ports.delete(label))
  }
}

function tooMany(): StreamRefusal {
  return new StreamRefusal(
    { code: 'overloaded', what: 'streams' },
    'Too many wait for a stream of this VM: QEMU does not answer.',
  )
}

function forPrograms(): StreamRefusal {
  return noSuchStream(
    'for-programs',
    'This port is a channel for programs, such as the guest agent: operators only.',
  )
}
