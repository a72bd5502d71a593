import { useCallback, useEffect, useReducer } from 'react'
import { blockDeviceRows } from '#model/block-devices.ts'
import type { Return } from '#qapi/types.ts'
import { useAppServices } from './app-services.ts'
import { readKey } from './read-key.ts'

/** The name that the page gives the device of a drive (`-drive id=`); undefined where the VM has not said it. */
export type DriveName = (vm: string, drive: unknown) => string | undefined

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
    (vm, drive) => {
      const blocks = client.getQueryData<Return<'query-block'>>(readKey(vm, 'query-block', undefined))
      return drive === undefined || drive === ''
        ? undefined
        : blockDeviceRows(blocks).find(({ device }) => device === drive)?.name
    },
    [client],
  )
}
