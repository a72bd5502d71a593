import type { ServerNames } from './server-names.ts'

/** Header names and values that go with every answer. */
export type Headers = Readonly<Record<string, string>>

/** What every answer carries, whatever it says. */
export const baseHeaders: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** For the answer to what is no request, and so is given before anyone has looked at it: nothing there may run. */
export const bareHeaders: Headers = {
  ...baseHeaders,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}

/** The base headers with a content security policy under which the built page runs: nothing inline, nothing foreign. */
export function securityHeaders(names: ServerNames): Headers {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...webSocketOrigins(names)].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ]
  return { ...baseHeaders, 'Content-Security-Policy': policy.join('; ') }
}

/** Some browsers do not count WebSockets as `'self'`. The policy's grammar has no IPv6 addresses. */
function webSocketOrigins(names: ServerNames): string[] {
  return [...names.origins]
    .filter((origin) => !origin.includes('['))
    .map((origin) => origin.replace(/^http/, 'ws'))
}
