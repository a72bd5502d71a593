import type { Activity, Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import type { FinishedAct } from '../vm/finished-act.ts'
import type { VmMonitor } from '../vm/vm-monitor.ts'
import type { Client, ServeClient } from '../wire/client.ts'
import type { CloseInfo } from '../wire/close-info.ts'
import { ActRing } from './act-ring.ts'

/**
 * Tells everyone on `/api/activity` what the bridge knows and QEMU does not say: VMs that came, changed or went, and
 * what anyone did. A client that reads too slowly is disconnected by the limits of `Client`; nobody waits for it.
 */
export class ActivityHub {
  readonly #list: () => readonly VmMonitor[]
  readonly #limits: Limits
  readonly #onAudience: (isThere: boolean) => void
  readonly #acts: ActRing
  readonly #readers = new Map<Client, Role>()
  /** VMs of which a change is to be told in a moment. */
  readonly #changed = new Map<string, { newest: VmMonitor; timer: NodeJS.Timeout }>()

  /**
   * @param list the VMs that there are
   * @param onAudience someone reads from now on, or nobody any more
   */
  constructor(list: () => readonly VmMonitor[], limits: Limits, onAudience: (isThere: boolean) => void) {
    this.#onAudience = onAudience
    this.#limits = limits
    this.#acts = new ActRing(limits)
    this.#list = list
  }

  /** Tells a reader of every VM there is, of the last acts, and of everything from then on. */
  join(serve: ServeClient, role: Role): void {
    let messages = 0
    const reader: Client = serve({
      onMessage: () => {
        messages++
        if (messages > this.#limits.activityClientMessages) reader.close(nothingToSay)
      },
      onRoom: () => {},
      onLeft: () => {
        this.#readers.delete(reader)
        if (this.#readers.size === 0) this.#onAudience(false)
      },
    })
    this.#readers.set(reader, role)
    if (this.#readers.size === 1) this.#onAudience(true)
    for (const monitor of this.#list()) reader.send(encode({ type: 'vm', vm: monitor.describe(role) }))
    reader.send(Buffer.from(this.#acts.toJson(role)))
  }

  /** A VM was added or changed. Changes within `activityPauseMs` are coalesced. */
  changed(monitor: VmMonitor): void {
    const { id } = monitor.target
    if (this.#readers.size === 0) return
    const timer = this.#changed.get(id)?.timer ?? this.#tellSoon(id)
    this.#changed.set(id, { newest: monitor, timer })
  }

  #tellSoon(id: string): NodeJS.Timeout {
    return setTimeout(() => {
      const newest = this.#changed.get(id)?.newest
      this.#changed.delete(id)
      if (newest) this.#tell((role) => encode({ type: 'vm', vm: newest.describe(role) }))
    }, this.#limits.activityPauseMs).unref()
  }

  /** A VM is listed no more. */
  gone(id: string): void {
    clearTimeout(this.#changed.get(id)?.timer)
    this.#changed.delete(id)
    this.#acts.forget(id)
    this.#tell(() => encode({ type: 'vm-gone', id }))
  }

  /** Someone has done something, and it is known what came of it. */
  acted(monitor: VmMonitor, act: FinishedAct): void {
    const messages = this.#acts.add(monitor.target.id, act)
    this.#tell((role) => Buffer.from(messages[role]))
  }

  /** Made once for each role, however many read; not at all where nobody does. */
  #tell(make: (role: Role) => Buffer): void {
    const messages = new Map<Role, Buffer>()
    for (const [reader, role] of this.#readers) {
      const message = messages.get(role) ?? make(role)
      messages.set(role, message)
      reader.send(message)
    }
  }
}

const nothingToSay: CloseInfo = {
  closing: { code: 'wrong-frame' },
  reason: 'This channel takes no messages from clients.',
}

function encode(message: Activity): Buffer {
  return Buffer.from(JSON.stringify(message))
}
