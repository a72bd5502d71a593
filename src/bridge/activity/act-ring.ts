import { randomBytes } from 'node:crypto'
import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import { FairRing, type RingEntry } from '../vm/fair-ring.ts'
import type { FinishedAct } from '../vm/finished-act.ts'
import { actText } from './act-message.ts'

interface KeptAct extends RingEntry {
  readonly vm: string
  /** The act as each role hears of it, as JSON text. */
  readonly texts: Readonly<Record<Role, string>>
}

/**
 * The last acts on all VMs, for clients that come later: who paused a VM is known as long as that it was paused. Each command
 * of each VM has its share, and what was refused has one for each VM, whatever it was called.
 */
export class ActRing {
  readonly #limits: Limits
  readonly #epoch = randomBytes(9).toString('base64url')
  readonly #ring: FairRing<KeptAct>
  #lastSeq = 0

  constructor(limits: Limits) {
    this.#limits = limits
    this.#ring = new FairRing(limits.keptActs, limits.keptActBytes)
  }

  /** @returns the message that reports it, for each role */
  add(vm: string, act: FinishedAct): Readonly<Record<Role, string>> {
    const seq = ++this.#lastSeq
    const texts = {
      operator: actText(vm, seq, act, 'operator', this.#limits),
      viewer: actText(vm, seq, act, 'viewer', this.#limits),
    }
    const kind = `${vm} ${act.outcome === 'done' ? act.command : act.outcome}`
    this.#ring.add({ vm, kind, bytes: Buffer.byteLength(texts.operator), texts })
    const message = (text: string) => `{"type":"act","act":${text}}`
    return { operator: message(texts.operator), viewer: message(texts.viewer) }
  }

  /** A VM is listed no more: another may get its id. */
  forget(vm: string): void {
    this.#ring.remove((act) => act.vm === vm)
  }

  /** The message with all that are kept. */
  toJson(role: Role): string {
    const acts = this.#ring.entries.map(({ texts }) => texts[role])
    return `{"type":"acts","epoch":"${this.#epoch}","acts":[${acts.join(',')}]}`
  }
}
