import { expect, test } from 'vitest'
import type { LinkEnd } from '#link/link.ts'
import { closingFrame } from './closing.ts'
import { WebSocketLink } from './web-socket-link.ts'

/** What the session on the link got. */
const heard: string[] = []

/** A link whose socket opens, says these texts and then closes with this code and reason. */
function closedWith(code: number, reason: string, ...texts: string[]): LinkEnd | undefined {
  const socket = {
    onopen: () => {},
    onmessage: (_: { data: string }) => {},
    onclose: (_: { code: number; reason: string }) => {},
    send: () => {},
    close: () => {},
  }
  const link = new WebSocketLink(
    () => socket as unknown as WebSocket,
    () => Promise.resolve(),
  )
  let end: LinkEnd | undefined
  link.onEnded = (how) => {
    end = how
  }
  link.onText = (text) => heard.push(text)
  heard.length = 0
  socket.onopen()
  for (const data of texts) socket.onmessage({ data })
  socket.onclose({ code, reason })
  return end
}

test.each([
  [1002, /WebSocket protocol/],
  [1003, /not text/],
  [1007, /not UTF-8/],
  [1009, /larger than the dashboard allows/],
  [1006, /was lost/],
])('a link that ended with close code %i and no reason says why', (code, words) => {
  expect(closedWith(code, '')?.reason).toMatch(words)
})

test('the reason that the bridge gives comes first', () => {
  expect(closedWith(1009, 'A command may have 1 MiB.')).toEqual({
    cause: 'protocol',
    reason: 'A command may have 1 MiB.',
  })
})

test('what the bridge says of its close is a part of the end, and no message of the session', () => {
  const closing = { code: 'no-greeting', heard: 'ssh' } as const
  const end = closedWith(4504, 'This is an SSH server.', '{"QMP": {}}', closingFrame(closing))
  expect(end).toEqual({ cause: 'silent', reason: 'This is an SSH server.', ...closing })
  expect(heard).toEqual(['{"QMP": {}}'])
})

test.each([
  ['no such frame', []],
  ['a code of a newer bridge', ['{"__qmp-dashboard": {"closing": {"code": "eclipse"}}}']],
  ['something else for programs', ['{"__qmp-dashboard": {"seq": 7}}', '{"__qmp-dashboard": ']],
])('with %s the close code alone gives the cause', (_, texts) => {
  expect(closedWith(4410, 'Gone.', ...texts)).toEqual({ cause: 'gone', reason: 'Gone.' })
})

test('what greeted is "other" where this page does not know it', () => {
  const frame = '{"__qmp-dashboard": {"closing": {"code": "no-greeting", "heard": "gopher", "since": 1}}}'
  expect(closedWith(4504, '', frame)).toMatchObject({ cause: 'silent', code: 'no-greeting', heard: 'other' })
})
