import type { IncomingMessage } from 'node:http'
import type { Role, VmList } from '#api/types.ts'
import { maskCommandLine } from '../audit/mask-command-line.ts'
import type { DiscoveryPoller } from '../registry/discovery-poller.ts'
import type { VmRegistry } from '../registry/vm-registry.ts'
import { type Answer, failure, json, jsonText } from './answers.ts'
import { type Protocol, protocolOf, socketRoute } from './socket-route.ts'
import { noSuchVm, type VmChanges } from './vm-changes.ts'

/** What `/api` answers out of. */
export interface ApiParts {
  registry: VmRegistry
  discovery: DiscoveryPoller
  changes: VmChanges
}

/** A request that has passed the checks. */
export interface ApiRequest {
  request: IncomingMessage
  role: Role
  /** As it came. */
  path: string
  /** What follows `?`; undefined without one. */
  query: string | undefined
}

/** Answers what is asked under `/api`, once it has passed the checks. */
export async function answerApi(asked: ApiRequest, parts: ApiParts): Promise<Answer> {
  const methods = methodsAt(asked, parts)
  if (!methods) return failure(404, 'not-found', 'Nothing is at this path.')
  const { method = '' } = asked.request
  const answer = methods.get(method === 'HEAD' ? 'GET' : method)
  if (answer) return answer()
  const allowed = [...methods.keys()].flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  const message = `This takes ${allowed.join(', ')} only.`
  return failure(405, 'method-not-allowed', message, { Allow: allowed.join(', ') })
}

type Methods = ReadonlyMap<string, () => Answer | Promise<Answer>>

function methodsAt({ request, role, path, query }: ApiRequest, parts: ApiParts): Methods | undefined {
  const { registry, changes } = parts
  const spoken = socketRoute(request.url ?? '')
  if (spoken) return new Map([['GET', () => upgradeRequired(protocolOf(spoken))]])
  const [, id = '', resource] = /^\/api\/vms\/([^/]+)(?:\/(events|process))?$/.exec(path) ?? []
  if (resource === 'events') return new Map([['GET', () => answerEvents(registry, id, query)]])
  // Nothing else has a query: what came with one was meant for something else.
  if (query !== undefined) return undefined
  if (path === '/api/vms') {
    return new Map([
      ['GET', () => listVms(role, parts)],
      ['POST', () => changes.add(request, role)],
    ])
  }
  if (resource === 'process') return new Map([['GET', () => answerProcess(registry, id, role)]])
  return id === '' ? undefined : new Map([['DELETE', () => changes.remove(id, role)]])
}

async function listVms(role: Role, { registry, discovery }: ApiParts): Promise<Answer> {
  await discovery.look()
  const list: VmList = { role, vms: registry.list().map((monitor) => monitor.describe(role)) }
  return json(list)
}

function answerEvents(registry: VmRegistry, id: string, query: string | undefined): Answer {
  const monitor = registry.get(id)
  if (!monitor) return noSuchVm()
  const after = query === undefined ? '0' : /^after=(\d{1,15})$/.exec(query)?.[1]
  if (after === undefined)
    return failure(400, 'malformed', 'Use ?after=N, where N is the number of an event.')
  return jsonText(monitor.history.toJson(Number(after)))
}

async function answerProcess(registry: VmRegistry, id: string, role: Role): Promise<Answer> {
  const found = await registry.processOf(id)
  if (!found) return noSuchVm()
  if ('why' in found) return failure(404, 'no-process', found.absent, {}, { why: found.why })
  const { commandLine, previous, ...forAll } = found
  if (role !== 'operator') return json(forAll)
  return json({
    ...forAll,
    ...(commandLine && { commandLine: maskCommandLine(commandLine) }),
    ...(previous && { previous: { ...previous, commandLine: maskCommandLine(previous.commandLine) } }),
  })
}

function upgradeRequired(protocol: Protocol): Answer {
  return failure(426, 'upgrade-required', `This path is a WebSocket, sub-protocol ${protocol}.`, {
    Upgrade: 'websocket',
  })
}
