import { type Answer, failure } from './answers.ts'
import type { ServerNames } from './server-names.ts'

/**
 * The answer to a request that calls the server by a name that is not its own. It says which address to open, and which
 * option would let the server have that name.
 * @param asked each `Host` of the request
 */
export function misdirected(path: string, asked: readonly string[], names: ServerNames): Answer {
  if (path.startsWith('/api/')) {
    return failure(421, 'misdirected', `This dashboard has another address: open ${names.open}/`)
  }
  const links = [...new Set(names.leadingHere)].map(
    (origin) => `<li><a href="${origin}/">${origin}/</a></li>`,
  )
  return {
    status: 421,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: page(links.join(''), originAsked(asked, new URL(names.open).protocol)),
  }
}

/** Where the browser believes to be, if that is an origin and so holds no mark-up. */
function originAsked([host, ...others]: readonly string[], protocol: string): string | undefined {
  const url = `${protocol}//${host}`
  // One word may be anything that was put there by mistake, such as a token.
  const isHost = host !== undefined && /[.:]|^localhost$/.test(host)
  if (!isHost || others.length > 0 || !URL.canParse(url)) return undefined
  const { origin } = new URL(url)
  return isPlainOrigin.test(origin) && origin === url.toLowerCase() ? origin : undefined
}

const isPlainOrigin = /^https?:\/\/[a-z0-9.:[\]-]+$/

/** The origins were made by the URL parser: they hold no mark-up. */
function page(links: string, asked: string | undefined): string {
  const option = `--public-url${asked === undefined ? '' : ` ${asked}`}`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Another address, please</title>
<h1>This dashboard has another address</h1>
<p>Open one of these:</p><ul>${links}</ul>
<p>If it is meant to be reached by the address that you have opened, start it with <code>${option}</code>, with
<code>https</code> where a proxy in front of it serves TLS.</p></html>
`
}
