import type { Action } from './action.ts'

/** The way on for a QEMU that was started with --preconfig (L-04). */
export const exitPreconfig: Action<'x-exit-preconfig'> = {
  name: 'Make the machine',
  icon: 'play',
  command: 'x-exit-preconfig',
  does: 'Ends the configuration; the guest then starts, unless -S was given.',
}
