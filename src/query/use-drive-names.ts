import { useCallback, useEffect, useReducer } from 'react'
import { blockDeviceRows } from '#model/block-devices.ts'
import { deviceOfEvent } from '#model/device-of-event.ts'
import type { Return } from '#qapi/types.ts'
import { useAppServices } from './app-services.ts'
import { readKey } from './read-key.ts'

/** The name that the page gives the block device that an event with these data is about; undefined where it is not known. */
export type DriveName = (vm: string, data: Readonly<Record<string, unknown>>) => string | undefined

/** From the answers to `query-block` that are in the cache; renders again when one arrives. */
export function useDriveNames(): DriveName {
  const { client } = useAppServices()
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(
    () =>
      client.getQueryCache().subscribe((change) => {
        const isAnswer = change.type === 'updated' && change.action.type === 'success'
        if (isAnswer && change.query.queryKey[2] === 'query-block') renderAgain()
      }),
    [client],
  )
  return useCallback(
    (vm, data) => {
      const blocks = client.getQueryData<Return<'query-block'>>(readKey(vm, 'query-block', undefined))
      return deviceOfEvent({ data }, blockDeviceRows(blocks))?.name
    },
    [client],
  )
}
