import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'
import { bulkMessage } from './bulk-message.ts'
import { type Figure, medianOf, ratios } from './figures.ts'
import { throughBridgeMasked } from './masked-wire.ts'
import { onOneCore } from './one-core.ts'
import { withPeer } from './peer.ts'
import { type Effort, interleave, millisecondsOf } from './rounds.ts'
import { withDashboard } from './running.ts'
import { messages, straightTo, throughBridge, type Wire } from './wire.ts'

const mebibytes = 256
/** The longest command that the bridge takes. */
const commandBytes = 1024 * 1024
const command = bulkMessage(commandBytes, '{"execute": "hear", "arguments": {"entries": ', '}, "id": 2}\n')
/** As many as a QMP client may have waiting for an answer. */
const commandsInFlight = 7

/** Bytes a second both ways, where QEMU's place is taken by a process that only reads and writes. */
export async function measureBulk(effort: Effort): Promise<Figure[]> {
  return await withPeer('bulk-peer', async (port, pid) => {
    const targets = ['down', 'up'].map((id) => `${id}=127.0.0.1:${port}`)
    return await withDashboard(targets, async (dashboard) => {
      const straight = await straightTo(port)
      const figures = await onOneCore([pid, dashboard.pid], async () => [
        await measureDown(effort, straight, dashboard),
        await measureUp(effort, straight, dashboard),
      ])
      straight.close()
      return figures
    })
  })
}

async function measureDown(effort: Effort, straight: Wire, dashboard: Dashboard): Promise<Figure> {
  const volume = mebibytes * effort.share
  const bridge = await throughBridge(dashboard, 'down')
  const samples = await interleave(effort, {
    straight: () => mebibytesDown(straight, volume),
    bridge: () => mebibytesDown(bridge, volume),
  })
  bridge.close()
  return figure('Throughput QEMU → browser, messages of 64 KiB: through the bridge ÷ straight TCP', samples)
}

async function measureUp(effort: Effort, straight: Wire, dashboard: Dashboard): Promise<Figure> {
  const volume = mebibytes * effort.share
  const bridge = await throughBridgeMasked(dashboard, 'up', command)
  const samples = await interleave(effort, {
    straight: () => mebibytesUp(straight, volume),
    bridge: () => mebibytesUp(bridge, volume),
  })
  bridge.close()
  return figure('Throughput browser → QEMU, commands of 1 MiB: through the bridge ÷ straight TCP', samples)
}

function figure(what: string, { bridge, straight }: Record<'bridge' | 'straight', number[]>): Figure {
  return {
    what,
    unit: '×',
    value: ratios(bridge, straight),
    beside: `${medianOf(bridge)} ÷ ${medianOf(straight)} MiB/s`,
  }
}

async function mebibytesDown(wire: Wire, volume: number): Promise<number> {
  const count = volume * 16
  const request = `{"execute": "say", "arguments": {"messages": ${count}}, "id": 1}\n`
  const took = await millisecondsOf(async () => {
    const answered = messages(wire, count + 1)
    wire.send(Buffer.from(request))
    await answered
  })
  return (volume * 1000) / took
}

async function mebibytesUp(wire: Wire, volume: number): Promise<number> {
  const took = await millisecondsOf(async () => {
    let toSend = volume
    let toCome = volume
    await new Promise<void>((resolve) => {
      wire.onData = (_, ended) => {
        toCome -= ended
        for (let free = ended; free > 0 && toSend > 0; free--, toSend--) wire.send(command)
        if (toCome === 0) resolve()
      }
      for (let free = commandsInFlight; free > 0 && toSend > 0; free--, toSend--) wire.send(command)
    })
  })
  return (volume * 1000) / took
}
