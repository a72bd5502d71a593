import type { Dial } from '#link/link.ts'
import { ApiFailure } from './api-failure.ts'
import { readErrorMessage, readVmList, readVmProcess } from './shapes.ts'
import { tokenPattern } from './token.ts'
import type { VmList, VmProcess } from './types.ts'
import { WebSocketLink } from './web-socket-link.ts'

/** What the client of the bridge stands on; all of it is handed in. */
export interface ApiOptions {
  /** Origin of the bridge, such as `http://127.0.0.1:8080`. */
  origin: string
  fetch: (url: string, init: { headers: Record<string, string> }) => Promise<Response>
  WebSocket: new (url: string, protocols: string[]) => WebSocket
  /** The token as it is now; it may come and change while the page is open. */
  token: () => string | undefined
}

/** The bridge as the page sees it. */
export interface Api {
  /** @throws ApiFailure */
  list(): Promise<VmList>
  /**
   * The QEMU process on the bridge's host; undefined where the bridge cannot tell.
   * @throws ApiFailure
   */
  processOf(id: string): Promise<VmProcess | undefined>
  /** Dials a VM's QMP session. How a link ended is told by the bridge's close code, or by asking it. */
  dial(id: string): Dial
}

/** Makes a client of the bridge. */
export function createApi(options: ApiOptions): Api {
  const { origin, WebSocket, token } = options
  const list = async () => checked(await ask(options, '/api/vms'), readVmList)
  return {
    list,
    processOf: async (id) => {
      try {
        return checked(await ask(options, `/api/vms/${encodeURIComponent(id)}/process`), readVmProcess)
      } catch (failure) {
        if (failure instanceof ApiFailure && failure.status === 404) return undefined
        throw failure
      }
    },
    dial: (id) => () => {
      const url = `${origin.replace(/^http/, 'ws')}/api/vms/${encodeURIComponent(id)}/qmp`
      const open = () => new WebSocket(url, ['qmp', ...bearer(token())])
      return new WebSocketLink(open, async () => void (await list()))
    },
  }
}

/** A text that is no token at all is left out: the answer is the same as to a wrong one. */
function bearer(token: string | undefined): string[] {
  return token !== undefined && tokenPattern.test(token) ? [`bearer.${token}`] : []
}

async function ask({ origin, fetch, token }: ApiOptions, path: string): Promise<unknown> {
  const headers = { Accept: 'application/json', ...authorization(token()) }
  const response = await fetch(`${origin}${path}`, { headers }).catch(() => {
    throw new ApiFailure('unreachable', 'The dashboard does not answer. Is it still running?')
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body
  throw failureOf(response.status, readErrorMessage(body))
}

function authorization(token: string | undefined): Record<string, string> {
  return token !== undefined && tokenPattern.test(token) ? { Authorization: `Bearer ${token}` } : {}
}

function failureOf(status: number, message: string | undefined): ApiFailure {
  if (status === 401) return new ApiFailure('unauthorized', message ?? 'The dashboard wants a token.', status)
  if (status === 421) {
    return new ApiFailure('misdirected', message ?? 'The dashboard does not go by this address.', status)
  }
  if (message === undefined) return new ApiFailure('unreachable', notTheBridge, status)
  return new ApiFailure('refused', message, status)
}

const notTheBridge = 'What answers at this address is not the dashboard.'

function checked<T>(body: unknown, read: (value: unknown) => T | undefined): T {
  const value = read(body)
  if (value === undefined) throw new ApiFailure('unreachable', notTheBridge)
  return value
}
