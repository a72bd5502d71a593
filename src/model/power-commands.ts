import type { ActName } from '#qapi/types.ts'

/** The seven things a person most often does to a VM, by the names on their buttons; none takes arguments. */
export const powerCommands = {
  Pause: 'stop',
  Resume: 'cont',
  'Wake up': 'system_wakeup',
  'Inject NMI': 'inject-nmi',
  'Shut down': 'system_powerdown',
  Reset: 'system_reset',
  'Quit QEMU': 'quit',
} as const satisfies Record<string, ActName>

export type PowerActionName = keyof typeof powerCommands
export type PowerCommand<N extends PowerActionName = PowerActionName> = (typeof powerCommands)[N]

/** The name of a power action by its command; undefined for any other command. */
export function powerActionName(command: string): PowerActionName | undefined {
  const names = Object.keys(powerCommands) as PowerActionName[]
  return names.find((name) => powerCommands[name] === command)
}
