import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { Options } from './command-line/options.ts'
import { UsageError } from './command-line/usage-error.ts'
import type { Monitors } from './http/api-routes.ts'
import { FrontDoor, type UpgradeHandler } from './http/front-door.ts'
import { Gate } from './http/gate.ts'
import { Connections, limitedServer, listen, type TlsFiles } from './http/http-server.ts'
import type { PageHandler } from './http/page-files.ts'
import { QmpUpgrades } from './http/qmp-upgrades.ts'
import { baseHeaders, securityHeaders } from './http/security-headers.ts'
import { serverNames } from './http/server-names.ts'
import type { Log } from './log.ts'
import { nameTargets } from './targets.ts'
import { connector } from './vm/connect.ts'
import type { Simulation } from './vm/simulation.ts'
import { defaultPatience, type Patience } from './vm/viewer.ts'
import { VmMonitor } from './vm/vm-monitor.ts'

/** What the bridge cannot make by itself, and what a test may want otherwise. */
export interface Surroundings {
  page: PageHandler
  /** For a page that is served as source: no content security policy, and upgrades of its own. */
  development?: { otherUpgrade: UpgradeHandler }
  simulation: Simulation
  log: Log
  patience?: Partial<Patience>
  /** Milliseconds to connect to QEMU, and then for its greeting. */
  connectMs?: number
  greetingMs?: number
}

/** A running dashboard. */
export interface Dashboard {
  /** The address to open, without the token. */
  url: string
  /** Tells viewers, closes every socket, and resolves when nothing is left open. */
  close(): Promise<void>
}

/**
 * Starts a dashboard: targets, checks, router, and one monitor a VM.
 * @throws UsageError for a certificate that cannot be used; CannotListen
 */
export async function startDashboard(
  options: Options,
  token: string,
  surroundings: Surroundings,
): Promise<Dashboard> {
  const monitors = makeMonitors(options, surroundings)
  const server = makeServer(options)
  const connections = new Connections(server)
  const port = await listen(server, options.host, options.port)
  const scheme = options.tls ? 'https' : 'http'
  const names = serverNames({ scheme, host: options.host, port, publicOrigins: options.publicOrigins })
  const headers = surroundings.development ? baseHeaders : securityHeaders(names)
  const upgrades = new QmpUpgrades(monitors, { ...defaultPatience, ...surroundings.patience }, headers)
  const door = new FrontDoor({
    gate: new Gate(names, token),
    headers,
    monitors,
    upgrades,
    page: surroundings.page,
    ...surroundings.development,
    log: surroundings.log,
  })
  server.on('request', (request, response) => void door.request(request, response))
  server.on('upgrade', (request, socket, head) => void door.upgrade(request, socket, head))
  const close = () => {
    upgrades.closeAll()
    return connections.close()
  }
  return { url: names.open, close }
}

function makeMonitors(options: Options, surroundings: Surroundings): Monitors {
  const { simulation, connectMs = 3000, greetingMs = 3000 } = surroundings
  const monitors = nameTargets(options.targets).map((target) => {
    const connect = connector(target.address, simulation, connectMs)
    return [target.id, new VmMonitor(target, connect, greetingMs)] as const
  })
  return new Map(monitors)
}

function makeServer({ tls }: Options): Server {
  const files: TlsFiles | undefined = tls && { cert: readPem(tls.cert), key: readPem(tls.key) }
  try {
    return limitedServer(files)
  } catch (error) {
    throw new UsageError(`--tls-cert and --tls-key do not fit: ${(error as Error).message}`)
  }
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}
