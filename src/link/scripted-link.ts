import type { Link, LinkEnd } from './link.ts'

/** A link whose far end is the test: it reads what was sent, and says what comes. */
export class ScriptedLink implements Link {
  /** What was sent, in order. */
  readonly sent: string[] = []
  onText: (text: string) => void = () => {}
  onEnded: (end: LinkEnd) => void = () => {}
  #open = true

  get isOpen(): boolean {
    return this.#open
  }

  send(text: string): void {
    if (this.#open) this.sent.push(text)
  }

  close(): void {
    this.end({ cause: 'closed', reason: '' })
  }

  /** Texts from the far end, one after the other. */
  say(...texts: string[]): void {
    for (const text of texts) if (this.#open) this.onText(text)
  }

  /** The far end ends the link. */
  end(end: LinkEnd = { cause: 'gone', reason: '' }): void {
    if (!this.#open) return
    this.#open = false
    this.onEnded(end)
  }
}
