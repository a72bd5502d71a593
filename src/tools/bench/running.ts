import { rmSync } from 'node:fs'
import { type Dashboard, startDashboard } from '../../../e2e/fixtures/dashboard.ts'
import { startVm, type Vm } from '../../../e2e/fixtures/vm.ts'
import type { VmOptions } from '../../../e2e/fixtures/vm-command-line.ts'

/** Runs something with a real QEMU, of which nothing is left afterwards, also where the bench is broken off. */
export async function withVm<T>(options: VmOptions, run: (vm: Vm) => Promise<T>): Promise<T> {
  const vm = await startVm(options)
  process.once('exit', () => rmSync(vm.folder, { recursive: true, force: true }))
  try {
    return await run(vm)
  } finally {
    await vm.dispose()
  }
}

/** Runs something with the built dashboard, started with these arguments. */
export async function withDashboard<T>(
  args: string[],
  run: (dashboard: Dashboard) => Promise<T>,
): Promise<T> {
  const dashboard = await startDashboard(args)
  try {
    return await run(dashboard)
  } finally {
    await dashboard.stop()
  }
}
