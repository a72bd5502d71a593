import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { plainText, send } from './answers.ts'

/** Serves the page to requests that have passed the checks. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Serves the built page from memory. No request reaches the file system, so no path can lead out of the folder, and a
 * build that replaces the files under a running server breaks no open page. (sirv opens the file at each request: one
 * that a build has removed ends the process, and it compresses nothing.)
 *
 * @param folder the build's output, with an `index.html`
 * @throws Error where there is none
 */
export function pageFiles(folder: string): PageHandler {
  const files = readFiles(folder)
  const index = files.get('/index.html')
  if (!index) throw new Error(`there is no index.html in ${folder}`)
  return (request, response) => {
    const path = (request.url ?? '').replace(/[?#].*$/s, '')
    const file = files.get(path) ?? (isPagePath(path) ? index : undefined)
    if (file) sendFile(request, response, file)
    else send(request, response, plainText('Not found\n', 404))
  }
}

/** Paths of the page's router have no dot and no empty segment; a missing file is a 404, not the application. */
function isPagePath(path: string): boolean {
  return !/^\/assets\/|\/\/|\/(\.|%2e)|\.[^/]*$/i.test(path)
}

interface PageFile {
  body: Buffer
  /** Compressed at the first request for it. */
  zipped?: Buffer
  type: string
  cacheControl: string
  etag: string
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.woff2': 'font/woff2',
}

function readFiles(folder: string): Map<string, PageFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const url = `/${relative(folder, path).split(sep).join('/')}`
      return [url, readPageFile(path, url)]
    }),
  )
}

function readPageFile(path: string, url: string): PageFile {
  const body = readFileSync(path)
  return {
    body,
    type: types[extname(url)] ?? 'application/octet-stream',
    // Names under /assets change with their content.
    cacheControl: url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  }
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile): void {
  const headers = { 'Cache-Control': file.cacheControl, ETag: file.etag, Vary: 'Accept-Encoding' }
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304, headers).end()
    return
  }
  const zipped = acceptsGzip(request) ? zippedBody(file) : undefined
  const body = zipped ?? file.body
  response.writeHead(200, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': body.length,
    ...(zipped && { 'Content-Encoding': 'gzip' }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0)/.test(String(request.headers['accept-encoding'] ?? ''))
}

/** Undefined for what does not get smaller, such as images and fonts. */
function zippedBody(file: PageFile): Buffer | undefined {
  if (!/^text\/|svg/.test(file.type)) return undefined
  file.zipped ??= gzipSync(file.body)
  return file.zipped
}
