import { WebSocket } from 'ws'
import type { Clock } from '#link/clock.ts'
import type { Link } from '#link/link.ts'
import { openSession, type Session } from '#qmp/session.ts'
import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'
import { freePort } from '../../../e2e/fixtures/vm.ts'
import { type Figure, medianOf, ratios } from './figures.ts'
import { type Effort, interleave, millisecondsOf } from './rounds.ts'
import { withDashboard, withVm } from './running.ts'
import { straightTo, type Wire } from './wire.ts'

const question = Buffer.from('{"execute": "query-status", "id": 1}\n')
/** As many as a QMP client may have waiting for an answer. */
const inFlight = 7

/** Commands a second, as many at a time as QEMU takes: the page's session through the bridge, and a bare socket. */
export async function measurePipelining(effort: Effort): Promise<Figure[]> {
  const port = await freePort()
  const secondMonitor = ['-qmp', `tcp:127.0.0.1:${port},server=on,wait=off`]
  const count = Math.round(20_000 * effort.share)
  const samples = await withVm({ devices: 'none', args: ['-S', ...secondMonitor] }, (vm) =>
    withDashboard([`vm=${vm.address}`], async (dashboard) => {
      const bare = await straightTo(port)
      const session = await sessionThroughBridge(dashboard, 'vm')
      return await interleave(effort, {
        bare: () => perSecond(count, () => askBare(bare, count)),
        session: () => perSecond(count, () => askSession(session, count)),
      }).finally(() => {
        bare.close()
        session.close()
      })
    }),
  )
  return [
    {
      what: `Commands a second, ${inFlight} at a time (\`query-status\`): session and bridge ÷ a bare TCP socket to the same QEMU`,
      unit: '×',
      value: ratios(samples.session, samples.bare),
      beside: `${medianOf(samples.session)} ÷ ${medianOf(samples.bare)} a second`,
    },
  ]
}

async function perSecond(count: number, ask: () => Promise<void>): Promise<number> {
  return (count * 1000) / (await millisecondsOf(ask))
}

/** A loop that parses what comes and sends one more for each answer. */
async function askBare(wire: Wire, count: number): Promise<void> {
  let toSend = count
  let toCome = count
  let unread = ''
  await new Promise<void>((resolve) => {
    wire.onData = (data) => {
      const lines = (unread + data.toString('latin1')).split('\r\n')
      unread = lines.pop() ?? ''
      for (const line of lines) {
        JSON.parse(line)
        if (toSend-- > 0) wire.send(question)
        if (--toCome === 0) resolve()
      }
    }
    for (let sent = 0; sent < inFlight && toSend > 0; sent++, toSend--) wire.send(question)
  })
}

/** The session itself keeps as many in flight as may be. */
async function askSession(session: Session, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => session.execute('query-status')))
}

function sessionThroughBridge(dashboard: Dashboard, id: string): Promise<Session> {
  const observer = { event: () => {}, stray: () => {}, closed: () => {}, busy: () => {} }
  return openSession({ link: webSocketLink(dashboard, id), clock, observer, idPrefix: 'bench' })
}

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

function webSocketLink(dashboard: Dashboard, id: string): Link {
  const socket = new WebSocket(`${dashboard.origin.replace('http', 'ws')}/api/vms/${id}/qmp`, ['qmp'], {
    headers: { Authorization: `Bearer ${dashboard.token}` },
    perMessageDeflate: false,
  })
  const link: Link = {
    send: (text) => socket.send(text),
    close: () => socket.close(1000),
    onText: () => {},
    onEnded: () => {},
  }
  socket.on('message', (data) => link.onText(String(data)))
  socket.once('close', () => link.onEnded({ cause: 'gone', reason: '' }))
  socket.once('error', (error) => link.onEnded({ cause: 'unreachable', reason: error.message }))
  return link
}
