import type { Target } from '../target/target.ts'
import { AskFailed } from '../vm/internal-client.ts'
import type { DialAddress } from '../wire/dialled-socket.ts'
import { type Ask, type Members, objectsIn, portOf, textOf } from './ask.ts'
import { noSuchStream, outOfReach } from './stream-refusal.ts'
import { withinReach } from './within-reach.ts'

export interface FoundVnc {
  address: DialAddress
  /** Whether the bytes after the handshake can be read: no TLS, no SASL. */
  isReadable: boolean
}

/**
 * Asks QEMU where its VNC server of this id listens.
 * @throws StreamRefusal where there is none, or none within reach; whatever `ask` throws
 */
export async function findVnc(ask: Ask, target: Target, id: string): Promise<FoundVnc> {
  const server = (await vncServers(ask)).find((candidate) => candidate['id'] === id)
  if (!server) throw noSuchStream('unknown', 'This VM has no such VNC server.')
  const listeners = objectsIn(server['server']).filter((listener) => listener['websocket'] !== true)
  let refusal: unknown = noSuchStream('not-listening', 'This VNC server does not listen.')
  for (const listener of listeners) {
    try {
      const address = await withinReach(target, addressOf(listener))
      return { address, isReadable: isReadable(listener['auth'] ?? server['auth']) }
    } catch (error) {
      refusal = error
    }
  }
  throw refusal
}

/** QEMU before 2.3 has one server and no id for it; newer ones call such a server "default". */
async function vncServers(ask: Ask): Promise<Members[]> {
  try {
    return objectsIn(await ask('query-vnc-servers'))
  } catch (error) {
    // Without an answer nothing is known of it.
    if (error instanceof AskFailed && error.class === undefined) throw error
    const [only] = objectsIn([await ask('query-vnc')])
    if (only?.['enabled'] !== true) return []
    return [{ id: 'default', auth: only['auth'], server: [only] }]
  }
}

function addressOf(listener: Members): DialAddress {
  const service = textOf(listener['service'])
  const family = listener['family']
  if (family === 'unix') return { path: service }
  const port = portOf(service)
  if ((family !== 'ipv4' && family !== 'ipv6') || port === undefined) {
    throw outOfReach('no-address', 'This VNC server listens on neither TCP nor a Unix socket.')
  }
  return { host: textOf(listener['host']), port }
}

/** Everything else wraps the connection, or may. */
function isReadable(auth: unknown): boolean {
  return auth === 'none' || auth === 'vnc'
}
