import { closeCodes } from '#api/close-codes.ts'
import type { LinkState, Role, Vm } from '#api/types.ts'
import { addressOf, type Target } from '../targets.ts'
import { QmpConnection } from './qmp-connection.ts'
import { Session } from './session.ts'
import type { Connect } from './upstream.ts'
import type { Viewer } from './viewer.ts'

/**
 * One VM as the bridge sees it: who looks at it, and how its QMP socket is. Nothing is dialled before a
 * viewer asks, and the socket is let go when the viewer leaves: it is the only place QEMU has.
 */
export class VmMonitor {
  readonly target: Target
  readonly #connect: Connect
  readonly #greetingMs: number
  #viewer: Viewer | undefined
  #state: LinkState = 'idle'
  #detail: string | undefined

  constructor(target: Target, connect: Connect, greetingMs: number) {
    this.target = target
    this.#connect = connect
    this.#greetingMs = greetingMs
  }

  /** The VM as `GET /api/vms` tells of it. */
  describe(role: Role): Vm {
    const { target } = this
    return {
      id: target.id,
      name: target.name,
      ...(role === 'operator' && { address: addressOf(target) }),
      source: target.address.kind === 'demo' ? 'demo' : 'argument',
      role,
      viewers: this.#viewer ? 1 : 0,
      state: this.#state,
      ...(this.#detail !== undefined && { detail: this.#detail }),
    }
  }

  /** Gives a viewer a QMP session of its own, or tells it that another has the only one. */
  attach(viewer: Viewer): void {
    if (this.#viewer?.isOpen) {
      viewer.close(closeCodes.noGreeting, 'Another page of this dashboard has this VM open: one at a time.')
      return
    }
    // A page that is opened again is here before its last connection has quite gone.
    this.#viewer?.terminate()
    this.#viewer = viewer
    const session = new Session(viewer, new QmpConnection(this.#connect, this.#greetingMs))
    session.onGreeting = () => this.#become('connected')
    session.onEnded = (ending) => {
      this.#viewer = undefined
      if (ending) this.#become(ending.state, ending.reason)
      else if (this.#state === 'connected') this.#become('idle')
    }
  }

  #become(state: LinkState, detail?: string): void {
    this.#state = state
    this.#detail = detail
  }
}
