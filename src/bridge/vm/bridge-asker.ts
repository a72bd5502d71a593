import { parseJson } from '#qmp/wire/json.ts'
import type { Limits } from '../limits.ts'
import { isErrorReply } from '../wire/reply-id.ts'
import { newRequest } from '../wire/request.ts'
import { readRefusal } from './act-outcome.ts'
import type { Question } from './shared-session.ts'
import type { Asker } from './turns.ts'

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

/** The bridge's own questions to QEMU, such as where a display is. They take their turn among the viewers'. */
export class BridgeAsker implements Asker<Question> {
  readonly #limits: Limits
  #waiting: Question[] = []

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
      throw new AskFailed('QEMU is asked too much at a time.')
    this.open++
    let takeBack = () => {}
    try {
      return await new Promise<unknown>((resolve, reject) => {
        const question = questionOf(command, args, resolve, reject)
        this.#waiting.push(question)
        takeBack = () => {
          this.#waiting = this.#waiting.filter((other) => other !== question)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', takeBack)
      })
    } finally {
      signal?.removeEventListener('abort', takeBack)
      this.open--
    }
  }

  next(): Question | undefined {
    return this.#waiting.shift()
  }

  /** There is no session, and none will come. */
  fail(): void {
    for (const question of this.#waiting.splice(0)) question.lost(false)
  }
}

function questionOf(
  command: string,
  args: object | undefined,
  resolve: (answer: unknown) => void,
  reject: (failure: unknown) => void,
): Question {
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
    throw new AskFailed('QEMU answered with something that is no JSON.')
  }
}

function refused(reply: Uint8Array): AskFailed {
  const refusal = readRefusal(reply)
  return new AskFailed(refusal?.desc ?? 'QEMU refused.', refusal?.class)
}
