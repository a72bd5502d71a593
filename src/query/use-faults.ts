import { useStore } from 'zustand'
import type { VmProcess } from '#api/types.ts'
import type { BlockDeviceRow } from '#model/block-devices.ts'
import { type Fault, faultsOf } from '#model/faults.ts'
import { useAppServices } from './app-services.ts'
import type { PanelVm } from './panel-vm.ts'
import { isSeen } from './seen-marks.ts'
import { useSnapshot } from './use-snapshot.ts'
import { useProcess } from './use-vms.ts'
import type { Vm } from './vm.ts'
import type { Trouble } from './vm-snapshot.ts'

/** A fault, and whether the person at this browser has seen it. */
export interface ShownFault extends Fault {
  readonly isSeen: boolean
}

/** What went wrong with this VM while it went on, since its QEMU started, as far as somebody has watched; the newest first. */
export function useFaults(vm: Vm): readonly ShownFault[] {
  const troubles = useSnapshot(vm, (snapshot) => snapshot.troubles)
  return useShown(vm.id, faultsOf(ofThisQemu(troubles, useProcess(vm))))
}

/** The same for a panel, which may know the devices, and what traces are left. */
export function usePanelFaults(
  vm: PanelVm<never, never>,
  rows: readonly BlockDeviceRow[],
  traces: readonly Fault[] = [],
): readonly ShownFault[] {
  const troubles = vm.useSnapshot((snapshot) => snapshot.troubles)
  const { data: process } = vm.useProcess()
  const faults = faultsOf(ofThisQemu(troubles, process), rows)
  const isTold = (trace: Fault) =>
    faults.some(({ device }) => device !== undefined && device === trace.device)
  return useShown(vm.id, [...traces.filter((trace) => !isTold(trace)), ...faults])
}

/** Says that the person at this browser has seen these faults. */
export function useSee(vmId: string): (faults: readonly Fault[]) => void {
  const { seen } = useAppServices()
  return (faults) => seen.add(vmId, faults)
}

function useShown(vmId: string, faults: readonly Fault[]): readonly ShownFault[] {
  const { seen } = useAppServices()
  const marks = useStore(seen.marks)
  return faults.map((fault) => ({ ...fault, isSeen: isSeen(marks, vmId, fault) })).toReversed()
}

/** In ms; the kernel's clock and the start of a process are not exact to the millisecond. */
const slack = 2000

/** The same address may have been another QEMU's before. */
function ofThisQemu(troubles: readonly Trouble[], process: VmProcess | null | undefined) {
  const { startTime } = process ?? {}
  return startTime === undefined ? troubles : troubles.filter(({ at }) => at >= startTime - slack)
}
