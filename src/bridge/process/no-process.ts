import type { NoOwner } from './socket-owner.ts'

/** Why there is no process to tell of: `why` for programs, the words for a person. */
export interface NoProcess {
  why: NoOwner | 'simulated' | 'not-linux' | 'not-qemu' | 'unknown'
  absent: string
}

/** @param program of `not-qemu` */
export function noProcess(why: NoProcess['why'], program = 'another program'): NoProcess {
  return {
    why,
    absent: why === 'not-qemu' ? `The socket belongs to ${program}, which is no QEMU.` : words[why],
  }
}

const words: Readonly<Record<Exclude<NoProcess['why'], 'not-qemu'>, string>> = {
  simulated: 'A simulated VM has no process.',
  'not-linux': 'The QEMU process can be looked up on Linux only.',
  'other-host': 'This VM is not on this host.',
  'no-listener': 'No process of this host listens on the QMP socket.',
  'other-user': 'The QEMU process belongs to another user.',
  'in-doubt': 'More than one process may listen on the QMP socket.',
  unknown: 'The QEMU process could not be read.',
}
