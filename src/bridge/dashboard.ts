import { ActivityHub } from './activity/activity-hub.ts'
import { AuditFile } from './audit/audit-file.ts'
import { auditLine } from './audit/audit-line.ts'
import { AccessCheck, type Permissions } from './http/access-check.ts'
import { Connections } from './http/connections.ts'
import { limitedServer, listen, type TlsFiles } from './http/http-server.ts'
import type { PageHandler } from './http/page-files.ts'
import { PendingConnections } from './http/pending-connections.ts'
import { RequestHandler, type UpgradeHandler } from './http/request-handler.ts'
import { baseHeaders, securityHeaders } from './http/security-headers.ts'
import { serverNames } from './http/server-names.ts'
import { VmChanges } from './http/vm-changes.ts'
import { WebSockets } from './http/web-sockets.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { Log } from './log.ts'
import { discoverer } from './registry/discoverer.ts'
import { type Discover, DiscoveryPoller } from './registry/discovery-poller.ts'
import { VmRegistry } from './registry/vm-registry.ts'
import type { NamedAddress } from './target/address.ts'
import type { Target } from './target/target.ts'
import { reach } from './vm/connect.ts'
import type { Simulation } from './vm/simulation.ts'
import { type MonitorObserver, VmMonitor } from './vm/vm-monitor.ts'

/** What a dashboard serves, where it listens, and who may do what. */
export interface DashboardOptions extends Permissions {
  /** The VMs that were given. */
  targets: readonly NamedAddress[]
  /** Look for QEMU processes of this host and show them beside the targets. */
  discovery: boolean
  /** Hosts beside this one that an added VM may be on: IP addresses and host names, lower case, no brackets. */
  allowHosts: readonly string[]
  /** Address to listen on: an IP address or a host name, without brackets. */
  host: string
  /** Port to listen on; 0 takes a free one. */
  port: number
  /** Origins by which browsers reach the dashboard from outside, such as `https://vms.example`. */
  publicOrigins: readonly string[]
  /** Serves https with these. */
  tls: TlsFiles | undefined
  /** File that gets a line for each command that is not a query. */
  audit: string | undefined
}

/** What the bridge cannot make by itself, and what a test may want otherwise. */
export interface Surroundings {
  page: PageHandler
  /** For a page that is served as source: no content security policy, and upgrades of its own. */
  development?: { otherUpgrade: UpgradeHandler }
  simulation: Simulation
  log: Log
  /** Looks for the VMs of this host, where the command line does not forbid it. */
  discover?: Discover
  /** Where they are not the defaults. */
  limits?: Partial<Limits>
}

/** A running dashboard. */
export interface Dashboard {
  /** The address to open, without the token. */
  url: string
  /** Tells clients, closes every socket, and resolves when nothing is left open. */
  close(): Promise<void>
}

/**
 * Starts a dashboard: VMs, checks, router, and one monitor a VM.
 * @throws CannotAudit, CannotListen
 */
export async function startDashboard(
  options: DashboardOptions,
  surroundings: Surroundings,
): Promise<Dashboard> {
  const limits: Limits = { ...defaultLimits, ...surroundings.limits }
  const server = limitedServer(limits, options.tls)
  const audit =
    options.audit === undefined ? undefined : new AuditFile(options.audit, surroundings.log, limits)
  const { registry, activity, discovery } = makeVms(options, surroundings, limits, audit)
  const connections = new Connections(server)
  const pending = new PendingConnections(server, limits)
  const port = await listen(server, options.host, options.port)
  const names = serverNames({ ...options, scheme: options.tls ? 'https' : 'http', port })
  const headers = surroundings.development ? baseHeaders : securityHeaders(names)
  const webSockets = new WebSockets({ registry, activity, limits, pending, headers })
  const rules = { allowHosts: options.allowHosts, scenarioNames: surroundings.simulation.scenarioNames }
  const handler = new RequestHandler({
    access: new AccessCheck(names, options, limits),
    headers,
    api: { registry, discovery, changes: new VmChanges(registry, rules, limits) },
    webSockets,
    page: surroundings.page,
    ...surroundings.development,
    log: surroundings.log,
  })
  server.on('request', (request, response) => void handler.request(request, response))
  server.on('upgrade', (request, socket, head) => void handler.upgrade(request, socket, head))
  const close = async () => {
    discovery.watch(false)
    registry.close()
    webSockets.closeAll()
    await connections.close()
    await audit?.close()
  }
  return { url: names.open, close }
}

interface Vms {
  registry: VmRegistry
  activity: ActivityHub
  discovery: DiscoveryPoller
}

/** What the dashboard knows of VMs, who is told of it, and who keeps it up to date. */
function makeVms(
  options: DashboardOptions,
  surroundings: Surroundings,
  limits: Limits,
  audit: AuditFile | undefined,
): Vms {
  const { simulation, log } = surroundings
  const activity = new ActivityHub(
    () => registry.list(),
    limits,
    (isThere) => discovery.watch(isThere),
  )
  const observer: MonitorObserver = {
    // The last words of a VM that has been removed come after it.
    changed: (monitor) => registry.get(monitor.target.id) === monitor && activity.changed(monitor),
    acted: (monitor, act) => {
      activity.acted(monitor, act)
      audit?.write(auditLine(monitor.target.id, act))
    },
  }
  const makeMonitor = (target: Target) => {
    const reached = target.address && reach(target.address, simulation, limits)
    return new VmMonitor(target, reached, limits, observer)
  }
  const registry: VmRegistry = new VmRegistry(
    options.targets,
    makeMonitor,
    {
      came: (monitor) => activity.changed(monitor),
      gone: (id) => activity.gone(id),
    },
    limits,
  )
  const discover = options.discovery ? (surroundings.discover ?? discoverer(registry)) : async () => []
  const discovery: DiscoveryPoller = new DiscoveryPoller({
    discover,
    tell: (found) => registry.setFound(found),
    log,
    limits,
  })
  return { registry, activity, discovery }
}
