import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { ListedVm } from '#api/types.ts'
import { useAppServices } from './app-services.ts'

/**
 * Tells which VMs this page watches without being asked: those that somebody has given to the dashboard. To connect is
 * to take a place and may start a guest that waits, so what was only found is watched once somebody has opened it.
 */
export function useIsOpened(): (vm: ListedVm) => boolean {
  const opened = useStore(useAppServices().opened)
  return ({ id, source }) => source !== 'discovered' || opened.has(id)
}

/** Somebody has opened the VM by coming here. */
export function useOpen(id: string): void {
  const services = useAppServices()
  useEffect(() => services.open(id), [services, id])
}
