import type { Vm } from '../answers/vm.ts'
import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'

/** What goes wrong inside the VM. Times are milliseconds. */
export type Faults =
  /** The disk's file cannot grow: again after each `cont`, until there is space again. */
  | { kind: 'io-error'; after: number; again: number; tries: number; roomAfter: number }
  /** The guest is stopped, for a reason of its own. */
  | { kind: 'halt'; after: number; state: string; event: string; data: ValueObject }

export function causeTrouble(vm: Vm, trouble: Faults, timers: Timers): void {
  if (trouble.kind === 'io-error') return failDisk(vm, trouble, timers)
  timers.after(trouble.after, () => {
    if (!vm.machine.running) return
    vm.machine.events.emit(trouble.event, trouble.data)
    vm.machine.halt(trouble.state)
  })
}

function failDisk({ machine, disk }: Vm, trouble: Faults & { kind: 'io-error' }, timers: Timers): void {
  let failures = 0
  let roomAt = Number.POSITIVE_INFINITY
  const fail = () => {
    if (!machine.running || failures > trouble.tries || timers.now() >= roomAt) return
    failures++
    if (failures === 1) roomAt = timers.now() + trouble.roomAfter
    disk.ioStatus = 'nospace'
    machine.events.emit('BLOCK_IO_ERROR', {
      'qom-path': '/machine/peripheral/vda/virtio-backend',
      device: '',
      'node-name': 'disk0',
      operation: 'write',
      action: 'stop',
      nospace: true,
      reason: 'No space left on device',
    })
    machine.halt('io-error')
  }
  timers.after(trouble.after, fail)
  machine.onRunning(() => {
    if (failures > 0) timers.after(trouble.again, fail)
  })
}
