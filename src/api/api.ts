import type { Dial, LinkEnd } from '#link/link.ts'
import { ApiFailure, type ApiFailureKind } from './api-failure.ts'
import { type Reader, readOr } from './reader.ts'
import { tokenPattern } from './token.ts'
import {
  type Activity,
  type ApiError,
  type EventHistory,
  type ListedVm,
  type NewVm,
  readActivity,
  readApiError,
  readEventHistory,
  readListedVm,
  readVmList,
  readVmProcess,
  type VmList,
  type VmProcess,
} from './types.ts'
import { WebSocketLink } from './web-socket-link.ts'

/** What the client of the bridge stands on; all of it is handed in. */
export interface ApiOptions {
  /** Origin of the bridge, such as `http://127.0.0.1:8080`. */
  origin: string
  fetch: (url: string, init: ApiRequest) => Promise<Response>
  WebSocket: new (url: string, protocols: string[]) => WebSocket
  /** Reads JSON that holds words of QEMU's, whose integers have up to 64 bits. Throws for what is no JSON. */
  parse: (text: string) => unknown
  /** The token as it is now; it may come and change while the page is open. */
  token: () => string | undefined
}

/** A request as `fetch` takes it. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'DELETE'
  headers: Record<string, string>
  body?: string
}

/** Who listens to what the bridge knows and QEMU does not say. */
export interface ActivityListener {
  onOpen(): void
  onMessage(message: Activity): void
  /** It is over; called once. Coming back is a new call of `activity`. */
  onEnded(end: LinkEnd): void
}

/** The bridge as the page sees it. Every request fails with an ApiFailure whose message is for a person. */
export interface Api {
  /** @throws ApiFailure */
  list(): Promise<VmList>
  /**
   * Adds a VM to the list, for everyone.
   * @throws ApiFailure with the bridge's code: `malformed`, `host-not-allowed`, `already-there`, `read-only`
   */
  add(vm: NewVm): Promise<ListedVm>
  /**
   * Removes a VM that was added.
   * @throws ApiFailure
   */
  remove(id: string): Promise<void>
  /**
   * What the bridge has seen on a VM since event number `after`; 0 for all that is kept.
   * @throws ApiFailure
   */
  history(id: string, after: number): Promise<EventHistory>
  /**
   * The QEMU process on the bridge's host; undefined where the bridge cannot tell.
   * @throws ApiFailure
   */
  processOf(id: string): Promise<VmProcess | undefined>
  /** Listens to `/api/activity` until it ends or the returned function is called. */
  activity(listener: ActivityListener): () => void
  /** Dials a VM's QMP session. How a link ended is told by the bridge's close code, or by asking it. */
  dial(id: string): Dial
}

/** Makes a client of the bridge. */
export function createApi(options: ApiOptions): Api {
  const { parse } = options
  const list = async () => checked(await ask(options, '/api/vms'), readVmList)
  const connect = (path: string, protocol: string) =>
    new WebSocketLink(
      () => openSocket(options, path, protocol),
      async () => void (await list()),
    )
  return {
    list,
    add: async (vm) => checked(await ask(options, '/api/vms', { method: 'POST', body: vm }), readListedVm),
    remove: async (id) => void (await ask(options, pathOf(id), { method: 'DELETE' })),
    history: async (id, after) =>
      checked(await ask(options, `${pathOf(id)}/events?after=${after}`, { parse }), readEventHistory),
    processOf: async (id) => {
      try {
        return checked(await ask(options, `${pathOf(id)}/process`), readVmProcess)
      } catch (failure) {
        if (failure instanceof ApiFailure && failure.status === 404) return undefined
        throw failure
      }
    },
    activity: (listener) => listen(connect('/api/activity', 'activity'), parse, listener),
    dial: (id) => () => connect(`${pathOf(id)}/qmp`, 'qmp'),
  }
}

function pathOf(id: string): string {
  return `/api/vms/${encodeURIComponent(id)}`
}

function openSocket({ origin, WebSocket, token }: ApiOptions, path: string, protocol: string): WebSocket {
  return new WebSocket(`${origin.replace(/^http/, 'ws')}${path}`, [protocol, ...bearer(token())])
}

function listen(
  link: WebSocketLink,
  parse: ApiOptions['parse'],
  { onOpen, onMessage, onEnded }: ActivityListener,
): () => void {
  link.onOpen = onOpen
  link.onText = (text) => {
    const message = readOr(readActivity, parsed(text, parse))
    if (message) onMessage(message)
  }
  link.onEnded = onEnded
  return () => {
    link.onText = link.onEnded = () => {}
    link.close()
  }
}

/** A text that is no token at all is left out: the answer is the same as to a wrong one. */
function bearer(token: string | undefined): string[] {
  return token !== undefined && tokenPattern.test(token) ? [`bearer.${token}`] : []
}

interface Question {
  method?: ApiRequest['method']
  body?: unknown
  parse?: (text: string) => unknown
}

/** The body of the answer; undefined for one that is no JSON. */
async function ask(options: ApiOptions, path: string, question: Question = {}): Promise<unknown> {
  const { method = 'GET', body, parse = JSON.parse } = question
  const headers = {
    Accept: 'application/json',
    ...authorization(options.token()),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await options.fetch(options.origin + path, { method, headers, ...sent }).catch(() => {
    throw new ApiFailure('unreachable', 'The dashboard does not answer.')
  })
  const answer = parsed(await response.text().catch(() => ''), response.ok ? parse : JSON.parse)
  if (response.ok) return answer
  throw failureOf(response.status, readOr(readApiError, answer))
}

function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function authorization(token: string | undefined): Record<string, string> {
  return token !== undefined && tokenPattern.test(token) ? { Authorization: `Bearer ${token}` } : {}
}

function failureOf(status: number, body: ApiError | undefined): ApiFailure {
  if (status === 401) return failure('unauthorized', 'The dashboard wants a token.')
  if (status === 421) return failure('misdirected', 'The dashboard does not accept this address.')
  return failure(body ? 'refused' : 'unreachable', notTheBridge)

  function failure(kind: ApiFailureKind, otherwise: string): ApiFailure {
    const { message = otherwise, ...details } = body?.error ?? {}
    return new ApiFailure(kind, message, { status, ...details })
  }
}

const notTheBridge = 'The server at this address is not the dashboard.'

function checked<T>(body: unknown, read: Reader<T>): T {
  const value = readOr(read, body)
  if (value === undefined) throw new ApiFailure('unreachable', notTheBridge)
  return value
}
