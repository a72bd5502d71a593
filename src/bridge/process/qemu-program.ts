import { basename } from 'node:path'

/**
 * Whether a path is that of a QEMU that runs machines: `qemu-system-…`, its name on some distributions, or a
 * wrapped one of NixOS. An upgrade leaves a program that the kernel calls deleted.
 */
export function isQemuProgram(path: string): boolean {
  return /^(?:\.?qemu-system-[\w.-]+|qemu-kvm|qemu|kvm)$/.test(basename(path.replace(/ \(deleted\)$/, '')))
}
