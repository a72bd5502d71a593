import type { QmpError } from '#qmp/errors.ts'

/** What became of a command that was not carried out, as words for the place where it was sent. */
export interface RefusalWords {
  /** Whose words they are, where they are not QEMU's. */
  whose: string | undefined
  said: string
  /** QEMU's class of the error. */
  errorClass: string | undefined
  advice: string | undefined
}

export function refusalWords(error: QmpError): RefusalWords {
  const isUnknown = error.kind === 'interrupted' && error.sent
  return {
    whose: whoseWords(error),
    said: error.message,
    errorClass: error.kind === 'refused' && error.by === 'qemu' ? error.class : undefined,
    advice: isUnknown ? 'It is not sent again. Check the state of the VM.' : undefined,
  }
}

const refusers = { qemu: undefined, bridge: 'The dashboard refused:', page: 'Not sent:' } as const

function whoseWords(error: QmpError): string | undefined {
  if (error.kind === 'unreachable') return refusers.page
  return error.kind === 'refused' ? refusers[error.by] : undefined
}
