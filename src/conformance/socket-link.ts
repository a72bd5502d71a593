import { connect } from 'node:net'
import type { Link, LinkEnd } from '#link/link.ts'

/** A link to a QMP monitor that listens on a Unix socket. What is sent before it is connected waits. */
export function dialSocket(path: string): Link {
  const socket = connect(path).setEncoding('utf8')
  let reached = false
  let problem = ''
  let ended = false
  const end = (cause: LinkEnd['cause']) => {
    if (ended) return
    ended = true
    socket.destroy()
    link.onEnded({ cause, reason: problem })
  }
  const link: Link = {
    send: (text) => {
      if (!ended) socket.write(text)
    },
    close: () => end('closed'),
    onText: () => {},
    onEnded: () => {},
  }
  socket.on('connect', () => {
    reached = true
  })
  socket.on('data', (text: string) => {
    if (!ended) link.onText(text)
  })
  socket.on('error', (error) => {
    problem = error.message
  })
  socket.on('close', () => end(reached ? 'gone' : 'unreachable'))
  return link
}
