import { readdirSync, readFileSync } from 'node:fs'
import type { LinkEnd } from '#link/link.ts'
import { causeOfCloseCode, closeCodeOf, closeCodeOfClosing } from '../close-codes.ts'
import type { Closing } from '../closing.ts'
import { readClosing } from '../closing.ts'

/** Fields for each code that the page tells apart; the other codes have none here. */
const fields: Partial<Record<Closing['code'], readonly object[]>> = {
  unreachable: ['ENOENT', 'ECONNREFUSED', 'EACCES', 'ENOTSOCK', 'ETIMEDOUT'].map((errno) => ({ errno })),
  'no-greeting': [
    ...['nothing', 'qmp', 'hmp', 'vnc', 'ssh', 'http', 'telnet', 'other'].map((heard) => ({ heard })),
    { heard: 'nothing', alone: true },
    { heard: 'nothing', listener: { name: 'node', pid: 7 } },
  ],
  stopped: [{ pid: 7 }],
  held: [{ by: { name: 'libvirt' }, option: '-qmp unix:/run/vm.qmp,server=on,wait=off' }],
  overloaded: ['web-sockets', 'streams', 'qemu'].map((what) => ({ what })),
  forbidden: [{ path: '/run/vm.qmp', uid: 0, mode: '0755', user: 1000 }],
  'no-qmp': [{ option: '-qmp unix:/run/vm.qmp,server=on,wait=off' }],
}

/** Every way in which the bridge closes a session, or says why a VM cannot be watched. */
export const everyClosing: readonly Closing[] = Object.keys(closeCodeOfClosing).flatMap((code) =>
  [{}, ...(fields[code as Closing['code']] ?? [])].map((more) => readClosing({ code, ...more })),
)

/** How a link ends that is closed so. */
export function endBy(closing: Closing, reason: string): LinkEnd {
  return { cause: causeOfCloseCode(closeCodeOf(closing)), reason, ...closing }
}

/**
 * What the bridge could say instead: nonsense, and everything that it or this page says elsewhere, so that a branch on
 * any of these sentences shows.
 */
export const rewordings: readonly string[] = [
  'Xyzzy.',
  '',
  ...['src/bridge', 'src/qmp', 'src/sim', 'src/app', 'src/panels', 'src/query'].flatMap(sentencesIn),
]

function sentencesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .flatMap((path) => [
      ...readFileSync(`${folder}/${path}`, 'utf8').matchAll(/(['"`])([A-Z][^'"`\n]* [^'"`\n]*)\1/g),
    ])
    .map(([, , sentence = '']) => sentence)
}
