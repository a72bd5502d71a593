import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acceleratorOf } from './accelerator.ts'
import { blockDeviceRows } from './block-devices.ts'
import { chardevRows } from './chardevs.ts'
import { cpuRows, freeCpuSlots, oldCpuRows } from './cpus.ts'
import { displayRows } from './display.ts'
import { guestMemory } from './guest-memory.ts'
import { memoryBackendRows, memoryDeviceRows, memorySize } from './memory.ts'
import { devicesToAsk, isNetworkCard, networkCardRows } from './network-cards.ts'
import { pciRows } from './pci.ts'
import { childrenOf } from './qom.ts'
import { blockRates } from './rates.ts'
import { reasonOf } from './reason.ts'
import { runStateOf } from './run-state.ts'
import { versionOf } from './version.ts'
import { vmInfoText } from './vm-info.ts'

// A stranger answers: the types say what QEMU means to send, and this test what might come instead.
type Reader = (answer: never) => unknown

const answerReaders: Readonly<Record<string, Reader>> = {
  acceleratorOf: (answer) => [acceleratorOf(answer, undefined), acceleratorOf(undefined, answer)],
  blockDeviceRows: (answer) => blockDeviceRows(answer, answer),
  chardevRows,
  cpuRows,
  oldCpuRows,
  freeCpuSlots,
  displays: (answer) => displayRows({ vncServers: answer, vnc: answer, spice: answer, options: answer }),
  guestMemory,
  memorySize: (answer) => memorySize(answer, answer),
  memoryDeviceRows,
  memoryBackendRows,
  networkCards: (answer) => [
    isNetworkCard(answer),
    devicesToAsk(childrenOf('/machine', answer)),
    networkCardRows([{ path: '/machine/peripheral/a', type: 'b', mac: answer, netdev: answer }], answer),
  ],
  pciRows,
  blockRates: (answer) => {
    // Rows hand out counters only if they are an object.
    const counters = { ...(answer as object) }
    return blockRates({ at: 0, counters }, { at: 1, counters })
  },
  runStateOf,
  versionOf,
  vmInfoText: (answer) => vmInfoText({ 'query-version': { return: answer } }),
}

const memberNames = fc.constantFrom(
  ...'device qdev inserted image stats type status running enabled present qemu package props data id'.split(
    ' ',
  ),
  ...'class_info pci_bridge bus devices regions server clients channels label filename name qom-path'.split(
    ' ',
  ),
  ...'slot function vendor file drv size base-memory actual stat-total-memory host-nodes service host'.split(
    ' ',
  ),
)
const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.bigInt(),
  fc.string(),
  fc.constantFrom(
    'running',
    'io-error',
    'child<e1000>',
    'unix',
    'json:{}',
    'cdrom',
    '__proto__',
    'constructor',
  ),
)
const anyAnswer = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'answer' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(memberNames, tie('value'), { maxKeys: 8 }),
    fc.array(fc.dictionary(memberNames, tie('value'), { maxKeys: 8 }), { maxLength: 3 }),
  ),
})).value

test.each(Object.entries(answerReaders))('F-14: %s reads whatever QEMU may answer', (_, read) => {
  fc.assert(
    fc.property(anyAnswer, (answer) => {
      read(answer as never)
    }),
    { numRuns: 200 },
  )
})

test('F-14: a reason is found whatever events carry', () => {
  const names = fc.constantFrom('BLOCK_IO_ERROR', 'STOP', 'RESUME', 'SHUTDOWN', 'GUEST_PANICKED', 'MIGRATION')
  const events = fc.array(
    fc.record({ name: names, at: fc.integer(), data: fc.dictionary(memberNames, anyAnswer) }),
    { maxLength: 6 },
  )
  const states = fc.constantFrom(
    'io-error',
    'shutdown',
    'guest-panicked',
    'postmigrate',
    'paused',
    'watchdog',
  )
  fc.assert(
    fc.property(states, events, anyAnswer, (status, seen, blocks) => {
      const reason = reasonOf(runStateOf({ running: false, status }), seen, blockDeviceRows(blocks as never))
      expect(reason?.title).toMatch(/\S/)
    }),
  )
})
