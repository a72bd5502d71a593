import { parseJson } from '#qmp/wire/json.ts'
import type { Limits } from '../limits.ts'
import { isErrorReply } from '../wire/reply-id.ts'
import { newRequest } from '../wire/request.ts'
import { readRefusal } from './act-outcome.ts'
import type { RequestSource } from './round-robin.ts'
import type { PendingRequest } from './shared-session.ts'

/** QEMU refused what the bridge asked, or has gone without an answer. */
export class AskFailed extends Error {
  override readonly name = 'AskFailed'
  /** QEMU's error class; undefined where no answer came. */
  readonly class: string | undefined

  constructor(words: string, refusalClass?: string) {
    super(words)
    this.class = refusalClass
  }
}

/** The bridge's own questions to QEMU, such as where a display is. They take their turn among those of clients. */
export class InternalClient implements RequestSource<PendingRequest> {
  readonly #limits: Limits
  #waiting: PendingRequest[] = []

  /** How many have no answer yet. */
  open = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /**
   * @param signal takes the question back; QEMU is not asked where it has not been yet
   * @throws AskFailed, or the signal's reason
   */
  async ask(command: string, args: object | undefined, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted()
    if (this.#waiting.length === this.#limits.bridgeQuestions)
      throw new AskFailed('Too many commands are waiting for QEMU.')
    this.open++
    let takeBack = () => {}
    try {
      return await new Promise<unknown>((resolve, reject) => {
        const pending = pendingRequestOf(command, args, resolve, reject)
        this.#waiting.push(pending)
        takeBack = () => {
          this.#waiting = this.#waiting.filter((other) => other !== pending)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', takeBack)
      })
    } finally {
      signal?.removeEventListener('abort', takeBack)
      this.open--
    }
  }

  next(): PendingRequest | undefined {
    return this.#waiting.shift()
  }

  /** There is no session, and none will come. */
  fail(): void {
    for (const pending of this.#waiting.splice(0)) pending.lost(false)
  }
}

function pendingRequestOf(
  command: string,
  args: object | undefined,
  resolve: (answer: unknown) => void,
  reject: (failure: unknown) => void,
): PendingRequest {
  return {
    request: newRequest(command, args),
    answered: (reply) => {
      try {
        resolve(returned(reply))
      } catch (failure) {
        reject(failure)
      }
    },
    lost: () => reject(new AskFailed('QEMU closed the connection.')),
  }
}

/** @throws AskFailed where QEMU refused, and where what looks like an answer is no JSON */
function returned(reply: Uint8Array): unknown {
  if (isErrorReply(reply)) throw refused(reply)
  try {
    return (parseJson(Buffer.from(reply).toString()) as { return: unknown }).return
  } catch {
    throw new AskFailed('QEMU answered with something that is not JSON.')
  }
}

function refused(reply: Uint8Array): AskFailed {
  const refusal = readRefusal(reply)
  return new AskFailed(refusal?.desc ?? 'QEMU refused.', refusal?.class)
}
