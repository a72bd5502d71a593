import { isErrorReply } from '#qmp/wire/reply-id.ts'
import { type RequestText, readRequest } from '#qmp/wire/request-text.ts'
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
  readonly #waiting: Question[] = []

  /** How many have no answer yet. */
  open = 0

  /** @throws AskFailed */
  ask(command: string, args: object | undefined): Promise<unknown> {
    const text = JSON.stringify({ execute: command, arguments: args })
    this.open++
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({
        request: readRequest(text) as RequestText,
        answered: (reply) => {
          if (isErrorReply(reply)) reject(refused(reply))
          else resolve(JSON.parse(Buffer.from(reply).toString()).return)
        },
        lost: () => reject(new AskFailed('QEMU closed the connection.')),
      })
    })
    return answer.finally(() => this.open--)
  }

  next(): Question | undefined {
    return this.#waiting.shift()
  }

  /** There is no session, and none will come. */
  fail(): void {
    for (const question of this.#waiting.splice(0)) question.lost()
  }
}

function refused(reply: Uint8Array): AskFailed {
  const refusal = readRefusal(reply)
  return new AskFailed(refusal?.desc ?? 'QEMU refused.', refusal?.class)
}
