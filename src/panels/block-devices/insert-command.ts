import type { PanelVm } from '#query/panel-vm.ts'
import { firstAvailable, type WayTo } from '#schema/replacements.ts'

type InsertCommand = WayTo<'blockdev-change-medium'>
export type InsertVm = PanelVm<never, InsertCommand>

/** The command by which this QEMU swaps media; where it has none, or has not said yet, that of today. */
export function insertCommand(vm: InsertVm): InsertCommand {
  return firstAvailable((command) => vm.has(command), 'blockdev-change-medium') ?? 'blockdev-change-medium'
}
