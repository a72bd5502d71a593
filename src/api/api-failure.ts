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

/** A request to the bridge that brought no result. The message is for a person. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly kind: ApiFailureKind
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined

  constructor(kind: ApiFailureKind, message: string, status?: number) {
    super(message)
    this.kind = kind
    this.status = status
  }
}
