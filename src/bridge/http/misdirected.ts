import { type Answer, failure } from './answers.ts'
import type { ServerNames } from './server-names.ts'

/**
 * The answer to whoever calls the server by a name that is not its own. It says which address to open and
 * repeats nothing of the request.
 */
export function misdirected(path: string, names: ServerNames): Answer {
  if (path.startsWith('/api/')) {
    return failure(421, 'misdirected', `This dashboard has another address: open ${names.open}/`)
  }
  const links = [...names.origins].map((origin) => `<li><a href="${origin}/">${origin}/</a></li>`)
  return {
    status: 421,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: page(links.join('')),
  }
}

/** The origins were made by the URL parser: they hold no mark-up. */
function page(links: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Another address, please</title>
<h1>This dashboard has another address</h1>
<p>Open one of these:</p><ul>${links}</ul>
<p>To add an address, start it with <code>--public-url</code>.</p></html>
`
}
