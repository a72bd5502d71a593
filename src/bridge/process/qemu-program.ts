import { readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { isLikelyQemu } from './process-with.ts'

/**
 * Whether a path is that of a QEMU that runs machines: `qemu-system-…`, its name on some distributions, or a
 * wrapped one of NixOS. An upgrade leaves a program that the kernel calls deleted.
 */
export function isQemuProgram(path: string): boolean {
  return /^(?:\.?qemu-system-[\w.-]+|qemu-kvm|qemu|kvm)$/.test(basename(path.replace(/ \(deleted\)$/, '')))
}

/**
 * The name of a process's program, if that is known not to be QEMU. Undefined where it may be one, such as a QEMU in another
 * program that runs it, or where this user may not see.
 */
export async function otherProgramOf(pid: number): Promise<string | undefined> {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => undefined)
  if (program === undefined || isLikelyQemu(pid)) return undefined
  const name = basename(program.replace(/ \(deleted\)$/, ''))
  return /qemu|kvm/i.test(name) ? undefined : name
}
