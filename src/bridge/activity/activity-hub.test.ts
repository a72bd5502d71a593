import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { parseTarget } from '../target/parse-target.ts'
import { VmMonitor } from '../vm/vm-monitor.ts'
import type { Client } from '../wire/client.ts'
import { ActivityHub } from './activity-hub.ts'

function monitorAt(address: string): VmMonitor {
  const target = {
    id: 'vm',
    name: 'vm',
    source: 'discovered',
    address: parseTarget(address).address,
  } as const
  const observer = { changed: () => {}, acted: () => {} }
  return new VmMonitor(target, undefined, defaultLimits, observer)
}

test('of a VM whose monitor was replaced within the moment the new one is told', async () => {
  const heard: string[] = []
  const hub = new ActivityHub(
    () => [],
    defaultLimits,
    () => {},
  )
  const reader = { send: (message: Uint8Array) => heard.push(String(message)) }
  hub.join(() => reader as unknown as Client, 'operator')
  for (const address of ['unix:/run/old.qmp', 'unix:/run/new.qmp']) hub.changed(monitorAt(address))
  await expect
    .poll(() => heard.flatMap((text) => JSON.parse(text).vm?.address ?? []))
    .toEqual(['unix:/run/new.qmp'])
})
