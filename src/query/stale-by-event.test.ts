import { expect, it } from 'vitest'
import type { EventName } from '#qapi/types.ts'
import { staleByEvent } from './stale-by-event.ts'

it.each([
  [
    'V-09: NIC_RX_FILTER_CHANGED, which comes once until it is asked for,',
    'NIC_RX_FILTER_CHANGED',
    'query-rx-filter',
  ],
  [
    'V-09: BLOCK_WRITE_THRESHOLD, which comes once until it is set again,',
    'BLOCK_WRITE_THRESHOLD',
    'query-block',
  ],
  ['V-08: VFIO_MIGRATION of a device that tells it', 'VFIO_MIGRATION', 'query-migrate'],
  ['V-13: DEVICE_DELETED, with or without the name of the device,', 'DEVICE_DELETED', 'query-pci'],
  ['L-05: each step of a job', 'JOB_STATUS_CHANGE', 'query-jobs'],
  ['V-05: STOP, whose cause may come without an event,', 'STOP', 'query-block'],
] as const satisfies readonly (readonly [string, EventName, string])[])(
  '%s makes answers old: %s, %s',
  (_what, event, query) => {
    expect(staleByEvent[event]).toContain(query)
  },
)
