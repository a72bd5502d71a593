import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ApiError } from '#api/types.ts'
import type { Headers } from './security-headers.ts'

/** An answer of the bridge's own, ready to be sent to a request or in place of an upgrade. */
export interface Answer {
  status: number
  headers: Headers
  body: string | Buffer
}

/** An answer under `/api`: JSON that no cache keeps. */
export function json(body: unknown, status = 200): Answer {
  return jsonText(JSON.stringify(body), status)
}

/** The same for what is JSON text already. */
export function jsonText(body: string | Buffer, status = 200): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body,
  }
}

/** It is done, and there is nothing to say. */
export const nothing: Answer = { status: 204, headers: { 'Cache-Control': 'no-store' }, body: '' }

/** A refusal under `/api`; the message is for a person, the code and what stands beside it for programs. */
export function failure(
  status: number,
  code: string,
  message: string,
  headers: Headers = {},
  fields: Omit<ApiError['error'], 'code' | 'message'> = {},
): Answer {
  const body: ApiError = { error: { code, message, ...fields } }
  const answer = json(body, status)
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

/** A few words without mark-up. */
export function plainText(body: string, status = 200, headers: Headers = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body,
  }
}

/** Sends an answer to a request. A refused request ends its connection: its body is not waited for. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(answer.status !== 204 && { 'Content-Length': Buffer.byteLength(answer.body) }),
    ...(answer.status >= 400 && { Connection: 'close' }),
  })
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

/** Answers by hand where there is no response object: an upgrade that is refused, a request that is no HTTP. */
export function sendRaw(socket: Duplex, answer: Answer, security: Headers): void {
  if (!socket.writable) return
  const headers = {
    ...security,
    ...answer.headers,
    'Content-Length': Buffer.byteLength(answer.body),
    Connection: 'close',
  }
  socket.once('finish', () => socket.destroy())
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`
  socket.write(`${[status, ...lines].join('\r\n')}\r\n\r\n`)
  socket.end(answer.body)
}
