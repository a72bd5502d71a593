/** What went wrong between the page and the bridge. */
export type ApiFailureKind =
  /** The bridge wants a token, and this one was wrong or missing. */
  | 'unauthorized'
  /** The page was opened by an address that the bridge does not go by. */
  | 'misdirected'
  /** The bridge does not answer, or what answers is no bridge. */
  | 'unreachable'
  /** The bridge answered no, and says why. */
  | 'refused'

interface ApiFailureDetails {
  status?: number
  code?: string
  id?: string
  option?: string
}

/** A request to the bridge that brought no result. The message is for a person. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly kind: ApiFailureKind
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** The bridge's own code, where it answered. */
  readonly code: string | undefined
  /** With code `already-there`: the VM that has the address. */
  readonly id: string | undefined
  /** With code `host-not-allowed`: the option that the dashboard has to be started with. */
  readonly option: string | undefined

  constructor(kind: ApiFailureKind, message: string, details: ApiFailureDetails = {}) {
    super(message)
    this.kind = kind
    this.status = details.status
    this.code = details.code
    this.id = details.id
    this.option = details.option
  }
}
