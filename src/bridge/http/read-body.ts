import type { IncomingMessage } from 'node:http'
import { headersNamed } from './access-check.ts'
import { type Answer, failure } from './answers.ts'

/**
 * Reads the JSON body of a request, or returns the answer that refuses it. A body that does not come in time ends with
 * its connection, as the server's time for a whole request runs out.
 */
export async function readJsonBody(
  request: IncomingMessage,
  bodyBytes: number,
): Promise<{ value: unknown } | Answer> {
  if (!isJson(request)) {
    return failure(415, 'not-json', 'Send JSON, with content-type application/json.')
  }
  const announced = Number(request.headers['content-length'] ?? 0)
  const text = announced > bodyBytes ? undefined : await readText(request, bodyBytes)
  if (text === undefined) {
    return failure(413, 'too-large', `The body may have at most ${bodyBytes} bytes.`)
  }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return failure(400, 'malformed', 'The body is not JSON.')
  }
}

function isJson(request: IncomingMessage): boolean {
  const [type, ...more] = headersNamed(request, 'content-type')
  return more.length === 0 && /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type ?? '')
}

/** Undefined for a longer one, of which no more is kept. What a client does not finish is an unfinished text. */
function readText(request: IncomingMessage, longest: number): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve) => {
    const finish = () => resolve(Buffer.concat(chunks).toString())
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size <= longest) chunks.push(chunk)
      else resolve(undefined)
    }
    request.on('data', take).once('end', finish).once('error', finish).once('close', finish)
  })
}
