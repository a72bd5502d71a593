import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import { type Answer, failure } from './answers.ts'
import { misdirected } from './misdirected.ts'
import type { ServerNames } from './server-names.ts'
import { SlowRefusals } from './slow-refusals.ts'

/** Who may do what. */
export interface Permissions {
  operatorToken: string
  /** Opens the same doors, to look but not to touch. */
  viewerToken: string | undefined
  /** Nobody may touch, whatever the token. */
  readOnly: boolean
}

/** Decides who may come in. The checks are the same for requests and for upgrades. */
export class AccessCheck {
  readonly #names: ServerNames
  readonly #operator: Buffer
  readonly #viewer: Buffer | undefined
  readonly #readOnly: boolean
  readonly #refusals: SlowRefusals

  constructor(names: ServerNames, { operatorToken, viewerToken, readOnly }: Permissions, limits: Limits) {
    this.#names = names
    this.#refusals = new SlowRefusals(limits)
    this.#operator = digest(operatorToken)
    this.#viewer = viewerToken === undefined ? undefined : digest(viewerToken)
    this.#readOnly = readOnly
  }

  /**
   * Refuses whoever does not mean this server, or comes from a page that is not its own.
   *
   * `Host` must be there once and be one of the server's names: a name that was rebound to this address is not.
   * `Origin`, where it is sent, must be one of the server's own: no other site, scheme or port.
   * Nothing is believed of `Forwarded` or `X-Forwarded-*`.
   */
  turnAway(request: IncomingMessage, path: string): Answer | undefined {
    const hosts = headersNamed(request, 'host')
    if (!isOne(hosts, this.#names.hosts)) return misdirected(path, hosts, this.#names)
    const origins = headersNamed(request, 'origin')
    if (origins.length === 0 || isOne(origins, this.#names.origins)) return undefined
    return failure(403, 'foreign-origin', 'Pages of other sites may not use this dashboard.')
  }

  /**
   * What the bearer of a token may do; undefined for none and for a wrong one. The right token never waits.
   * A wrong token is answered with a delay; beyond the queue limit the connection is closed.
   */
  async admit(request: IncomingMessage, token: string | undefined): Promise<Role | undefined> {
    if (token === undefined) return undefined
    const role = this.#roleOf(token)
    if (!role && !(await this.#refusals.turn())) request.socket.destroy()
    return role
  }

  /** Both tokens are compared each time, so that the time it takes tells nothing of either. */
  #roleOf(token: string): Role | undefined {
    const given = digest(token)
    const isOperator = timingSafeEqual(given, this.#operator)
    const isViewer = timingSafeEqual(given, this.#viewer ?? this.#operator)
    if (isOperator && !this.#readOnly) return 'operator'
    return isOperator || isViewer ? 'viewer' : undefined
  }
}

/** Every value of a header as it came: Node keeps only the first `Host` of two. */
export function headersNamed(request: IncomingMessage, name: string): string[] {
  const { rawHeaders } = request
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
}

function isOne(values: readonly string[], allowed: ReadonlySet<string>): boolean {
  const [value, ...more] = values
  return value !== undefined && more.length === 0 && allowed.has(value)
}

/** Digests have one length, so comparing them tells nothing of the token's. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
