import type { LinkEnd } from '#link/link.ts'

/**
 * What can go wrong between a command and its answer. Four kinds, told apart by `kind`:
 *
 * - `refused`: somebody read the command and said no; nothing was done, or what QEMU's words say.
 * - `interrupted`: the link ended first. With `sent` the outcome is unknown: ask for the state again.
 * - `unreachable`: there is no session.
 * - `garbled`: what came is not QMP.
 */
export type QmpError = Refused | Interrupted | Unreachable | Garbled

abstract class QmpFailure extends Error {
  abstract readonly kind: 'refused' | 'interrupted' | 'unreachable' | 'garbled'
}

/** An error answer (E-01). `message` is the other side's own description: for people, never to be parsed. */
export class Refused extends QmpFailure {
  override readonly name = 'Refused'
  readonly kind = 'refused'
  /** QEMU's error class, known or not. */
  readonly class: string
  /** Who refused: QEMU, the bridge before QEMU saw it, or this page before anything was sent. */
  readonly by: 'qemu' | 'bridge' | 'page'
  /** The command as it was, or would have been, on the wire. */
  readonly sent: string
  /** Why the bridge refused, as a word for programs: `read-only`, `no-fd`, `malformed`; undefined of the others. */
  readonly code: string | undefined

  constructor(by: Refused['by'], errorClass: string, description: string, sent: string, code?: string) {
    super(description)
    this.by = by
    this.class = errorClass
    this.sent = sent
    this.code = code
  }
}

/** The link ended before the answer came (C-08). */
export class Interrupted extends QmpFailure {
  override readonly name = 'Interrupted'
  readonly kind = 'interrupted'
  readonly command: string
  /** Whether QEMU may have seen the command; if so, whether it was carried out is unknown. */
  readonly sent: boolean

  constructor(command: string, sent: boolean) {
    super(
      sent
        ? `${command}: no answer came; outcome unknown`
        : `${command}: not sent; the connection ended first`,
    )
    this.command = command
    this.sent = sent
  }
}

/** No session: the link could not be made, or has ended. */
export class Unreachable extends QmpFailure {
  override readonly name = 'Unreachable'
  readonly kind = 'unreachable'
  readonly end: LinkEnd

  constructor(end: LinkEnd) {
    super(end.reason || wordsOfCause[end.cause])
    this.end = end
  }
}

const wordsOfCause: Record<LinkEnd['cause'], string> = {
  closed: 'closed from this side',
  gone: 'QEMU closed the connection',
  unreachable: 'QEMU cannot be reached',
  silent: 'the socket is open, but no QMP greeting came',
  'unknown-vm': 'there is no such VM',
  'too-slow': 'this page reads too slowly',
  unavailable: 'the dashboard does not answer',
  unauthorized: 'the token is missing or wrong',
  protocol: 'the server refused what this page sent',
}

/** What came is not QMP; the session cannot go on. */
export class Garbled extends QmpFailure {
  override readonly name = 'Garbled'
  readonly kind = 'garbled'
  /** The last lines from the other side, the offending one last, each cut to a readable length. */
  readonly lastLines: readonly string[]

  constructor(what: string, lastLines: readonly string[]) {
    super(what)
    this.lastLines = lastLines
  }
}
