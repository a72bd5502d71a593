import { heldByAnother, whySilent } from '../discovery/why-silent.ts'
import type { Limits } from '../limits.ts'
import { noAccessTo, noAccessWords } from '../process/socket-access.ts'
import type { SocketAddress } from '../target/address.ts'
import { type DialAddress, DialledSocket, type SocketEnd } from '../wire/dialled-socket.ts'
import { socketEnded } from '../wire/socket-ended.ts'
import { atBlocker, busy, type Ending, isSilent, notQemu, unreachable } from './ending.ts'
import type { Upstream, UpstreamListener } from './upstream.ts'

/**
 * A connection to a monitor. One that the kernel lists as held by another program is not dialled: each attempt would stay in the
 * short queue of those who wait for it, and keep others out.
 */
export class MonitorSocket implements Upstream {
  readonly #address: SocketAddress
  readonly #limits: Limits
  /** Undefined once it is closed, and after the end: nothing is called then. */
  #listener: UpstreamListener | undefined
  #socket: DialledSocket | undefined

  /** Begins to connect; the listener is not called before this returns. */
  constructor(address: DialAddress, limits: Limits, listener: UpstreamListener) {
    this.#address =
      'path' in address
        ? { kind: 'unix', path: address.path }
        : { kind: 'tcp', host: address.host, port: address.port }
    this.#limits = limits
    this.#listener = listener
    void this.#open()
  }

  write(data: Buffer): boolean {
    return this.#socket?.write(data) ?? true
  }

  pause(): void {
    this.#socket?.pause()
  }

  resume(): void {
    this.#socket?.resume()
  }

  close(): void {
    this.#listener = undefined
    this.#socket?.close()
  }

  /** What the kernel's tables tell is a help, and no condition. */
  async whySilent(): Promise<Ending | undefined> {
    const why = await whySilent(this.#address).catch(() => undefined)
    if (why === undefined || why === 'alone') return why && alone
    return 'listener' in why ? notQemu(why.listener) : atBlocker(why)
  }

  async #open(): Promise<void> {
    const held = await heldByAnother(this.#address).catch(() => undefined)
    if (held) return this.#end(atBlocker(held))
    if (!this.#listener) return
    this.#socket = new DialledSocket(this.#address, this.#limits, {
      onOpen: () => this.#listener?.onOpen(),
      onData: (data) => this.#listener?.onData(data),
      onDrain: () => this.#listener?.onDrain(),
      onEnded: (end) => void this.#ended(end),
    })
  }

  async #ended(end: SocketEnd): Promise<void> {
    const ending = endingOf(end, this.#address)
    this.#end(isSilent(ending.closing) ? ((await this.whySilent()) ?? ending) : ending)
  }

  #end(ending: Ending): void {
    const listener = this.#listener
    this.#listener = undefined
    listener?.onEnded(ending)
  }
}

const alone = busy(
  { code: 'no-greeting', heard: 'nothing', alone: true },
  'No QMP greeting, and no sign of another client: QEMU is busy, or this is not a QMP socket.',
)

function endingOf(end: SocketEnd, address: SocketAddress): Ending {
  const info = socketEnded('monitor', end)
  const isForbidden = !end.wasOpen && ['EACCES', 'EPERM'].includes(end.error?.code ?? '')
  const noAccess = isForbidden && address.kind === 'unix' ? noAccessTo(address.path) : undefined
  if (noAccess) {
    const { path, uid, mode, user } = noAccess
    return unreachable({ code: 'forbidden', path, uid, mode, user }, noAccessWords(noAccess))
  }
  return { ...info, state: info.closing.code === 'no-greeting' ? 'busy' : 'unreachable' }
}
