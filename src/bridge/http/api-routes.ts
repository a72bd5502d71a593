import type { Role, VmList } from '#api/types.ts'
import { processOf } from '../process/process-of.ts'
import type { VmMonitor } from '../vm/vm-monitor.ts'
import { type Answer, failure, json } from './answers.ts'

/** The VMs by ID. */
export type Monitors = ReadonlyMap<string, VmMonitor>

/** Answers what is asked under `/api`, once the gate has let it pass. */
export async function answerApi(
  method: string,
  path: string,
  role: Role,
  monitors: Monitors,
): Promise<Answer> {
  const route = routeOf(path, role, monitors)
  if (!route) return failure(404, 'not-found', 'There is nothing at this address.')
  if (method === 'GET' || method === 'HEAD') return route()
  return failure(405, 'method-not-allowed', 'This can only be read here.', { Allow: 'GET, HEAD' })
}

type Route = () => Answer | Promise<Answer>

function routeOf(path: string, role: Role, monitors: Monitors): Route | undefined {
  if (path === '/api/vms') return () => json(listVms(role, monitors))
  const [, id = '', resource] = /^\/api\/vms\/([^/]*)\/(process|qmp)$/.exec(path) ?? []
  if (resource === 'process') return () => answerProcess(monitors.get(id))
  if (resource === 'qmp') return () => upgradeRequired()
  return undefined
}

function listVms(role: Role, monitors: Monitors): VmList {
  return { role, vms: [...monitors.values()].map((monitor) => monitor.describe(role)) }
}

async function answerProcess(monitor: VmMonitor | undefined): Promise<Answer> {
  if (!monitor) return noSuchVm()
  const found = await processOf(monitor.target.address)
  return 'absent' in found ? failure(404, 'no-process', found.absent) : json(found)
}

function noSuchVm(): Answer {
  return failure(404, 'no-such-vm', 'There is no such VM.')
}

function upgradeRequired(): Answer {
  return failure(426, 'upgrade-required', 'This address speaks WebSocket, sub-protocol qmp.', {
    Upgrade: 'websocket',
  })
}
