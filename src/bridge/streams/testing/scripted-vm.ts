import { parseTarget } from '../../target/parse-target.ts'
import type { Target } from '../../target/target.ts'
import type { StreamedVm } from '../streams.ts'
import type { FakePeer } from './fake-peer.ts'

/** What a scripted QEMU answers, by command; a function gets the arguments. */
export type Script = Record<string, unknown>

/** A VM at this address whose QEMU answers by the script, and refuses what is not in it. */
export function scriptedVm(
  script: Script,
  address: Target['address'] = { kind: 'unix', path: '/qmp' },
): StreamedVm {
  const target: Target = { id: 'vm', name: 'vm', source: 'argument', address }
  const ask = async (command: string, args?: object) => {
    if (!(command in script)) throw new Error(`The command ${command} has not been found`)
    const answer = script[command]
    return typeof answer === 'function' ? answer(args) : answer
  }
  return { target, ask }
}

/** One whose VNC server "default" is the peer. Its monitor belongs to the same process. */
export function vmWithVnc(peer: FakePeer, auth?: string): StreamedVm {
  return scriptedVm(
    { 'query-vnc-servers': peer.vncServers('default', auth) },
    parseTarget(peer.address).address,
  )
}

/** One whose character device "serial0", which a device uses, is the peer. */
export function vmWithSerial(peer: FakePeer): StreamedVm {
  return scriptedVm(
    {
      'query-chardev': () => [{ label: 'serial0', filename: peer.filename, 'frontend-open': true }],
      'qom-list': [{ name: 'chardev', type: 'str' }],
      'qom-get': 'serial0',
    },
    parseTarget(peer.address).address,
  )
}
