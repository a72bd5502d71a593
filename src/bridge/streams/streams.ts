import type { Closing } from '#api/closing.ts'
import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import type { Target } from '../target/target.ts'
import type { Ask } from './ask.ts'
import { ChardevStream } from './chardev-stream.ts'
import { findChardev } from './find-chardev.ts'
import { type FoundVnc, findVnc } from './find-vnc.ts'
import { RawStream } from './raw-stream.ts'
import { hidden } from './rfb-server-handshake.ts'
import { RfbWatchOnly } from './rfb-watch-only.ts'
import { search } from './search.ts'
import { noSuchStream, StreamRefusal } from './stream-refusal.ts'
import { type StreamClient, StreamViewer } from './stream-viewer.ts'

/** `/api/vms/ID/streams/KIND/NAME` */
export type StreamKind = 'vnc' | 'chardev'

/** The VM whose streams they are. */
export interface StreamedVm {
  readonly target: Target
  ask: Ask
}

/** For so many milliseconds a display is taken to be where it was found. */
const recentMs = 1000

/** The byte streams of one VM: its VNC servers and character devices, by the names that QEMU has for them. */
export class Streams {
  readonly #vm: StreamedVm
  readonly #limits: Limits
  readonly #viewers = new Set<StreamViewer>()
  readonly #screens = new Map<string, Promise<FoundVnc>>()
  readonly #ports = new Map<string, Promise<ChardevStream>>()
  /** Viewers of whose stream it is not known yet where it is; those who have left meanwhile among them. */
  #waiting = 0
  #pings: NodeJS.Timeout | undefined

  constructor(vm: StreamedVm, limits: Limits) {
    this.#vm = vm
    this.#limits = limits
  }

  /**
   * Connects a viewer with a stream, or closes with the reason why not; who may come has been decided before.
   * @param name as QEMU has it, without the escapes of an URL
   */
  accept(client: StreamClient, kind: StreamKind, name: string): void {
    const viewer = new StreamViewer(client, this.#limits)
    this.#keepPinging(viewer)
    if (this.#waiting === this.#limits.streamsWaiting) return viewer.close(tooMany())
    this.#waiting++
    const connected = kind === 'vnc' ? this.#showScreen(viewer, name) : this.#joinPort(viewer, name)
    void connected.catch((error: StreamRefusal) => viewer.close(error)).finally(() => this.#waiting--)
  }

  /** Sends every viewer away, and lets go of what was opened for them. */
  end(closing: Closing, reason: string): void {
    const why = new StreamRefusal(closing, reason)
    for (const viewer of this.#viewers) viewer.close(why)
    for (const port of this.#ports.values()) port.then((stream) => stream.letGo()).catch(() => {})
  }

  async #showScreen(viewer: StreamViewer, server: string): Promise<void> {
    const found = await (this.#screens.get(server) ?? this.#findScreen(server))
    const isWatchOnly = viewer.role !== 'operator'
    if (isWatchOnly && !found.isReadable) throw hidden()
    if (viewer.hasLeft) return
    new RawStream(viewer, found.address, this.#limits, isWatchOnly ? new RfbWatchOnly() : undefined)
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

  async #joinPort(viewer: StreamViewer, label: string): Promise<void> {
    const port = this.#ports.get(label) ?? this.#openPort(label, viewer.role)
    const stream = await port
    if (!stream.isFor(viewer.role)) throw forPrograms()
    if (!viewer.hasLeft) stream.join(viewer)
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
    const stream = new ChardevStream(found, this.#limits)
    stream.onOver = () => this.#ports.delete(label)
    return stream
  }

  /** One timer for all: an idle viewer should cost as little as it can. */
  #keepPinging(viewer: StreamViewer): void {
    this.#viewers.add(viewer)
    this.#pings ??= setInterval(() => {
      for (const each of this.#viewers) each.ping()
    }, this.#limits.pingMs)
    viewer.onClosed = () => {
      this.#viewers.delete(viewer)
      if (this.#viewers.size > 0) return
      clearInterval(this.#pings)
      this.#pings = undefined
    }
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
