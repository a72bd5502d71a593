import { expect, test } from 'vitest'
import type { LinkEnd } from '#link/link.ts'
import { WebSocketLink } from './web-socket-link.ts'

/** A link whose socket opens and then closes with this code and reason. */
function closedWith(code: number, reason: string): LinkEnd | undefined {
  const socket = {
    onopen: () => {},
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
  socket.onopen()
  socket.onclose({ code, reason })
  return end
}

test.each([
  [1002, /WebSocket protocol/],
  [1003, /no text/],
  [1007, /not UTF-8/],
  [1009, /larger than the dashboard lets through/],
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
