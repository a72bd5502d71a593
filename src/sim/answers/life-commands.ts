import type { Commands } from '../protocol/commands.ts'
import { versionTriple } from './identity.ts'
import type { Vm } from './vm.ts'

/** The VM's identity, its state, and the buttons of its case. */
export function lifeCommands({ identity, machine, disk }: Vm): Partial<Commands> {
  return {
    plain: {
      'query-version': () => ({ qemu: versionTriple(identity), package: identity.package }),
      'query-name': () => ({ name: identity.name }),
      'query-uuid': () => ({ UUID: identity.uuid }),
      'query-status': () => ({ running: machine.running, status: machine.runState }),
      stop: () => {
        machine.stop()
      },
      cont: () => {
        disk.ioStatus = 'ok'
        machine.cont()
      },
      system_reset: () => {
        machine.reset()
      },
      system_powerdown: () => {
        machine.powerdown()
      },
      system_wakeup: () => {
        machine.wakeup()
      },
      'inject-nmi': () => undefined,
      quit: () => {
        machine.quit('host-qmp-quit')
      },
    },
  }
}
