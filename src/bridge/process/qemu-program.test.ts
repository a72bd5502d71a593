import { describe, expect, test } from 'vitest'
import { isQemuProgram, otherProgramOf } from './qemu-program.ts'

describe('a program', () => {
  test.each([
    '/usr/bin/qemu-system-x86_64',
    '/usr/bin/qemu-system-ppc64le',
    '/opt/qemu-10.0/bin/qemu-system-aarch64',
    '/usr/libexec/qemu-kvm',
    '/usr/bin/kvm',
    '/usr/bin/qemu',
    '/nix/store/abc-qemu-9.2.0/bin/.qemu-system-x86_64-wrapped',
    '/usr/bin/qemu-system-x86_64 (deleted)',
  ])('%s is a QEMU', (path) => {
    expect(isQemuProgram(path)).toBe(true)
  })

  test.each([
    '/usr/bin/node',
    '/usr/bin/qemu-img',
    '/usr/bin/qemu-x86_64-static',
    '/usr/bin/qemu-system-x86_64/socat',
    '/usr/bin/not-qemu-system-x86_64',
    '/usr/bin/kvm-ok',
    '',
  ])('"%s" is not a QEMU', (path) => {
    expect(isQemuProgram(path)).toBe(false)
  })
})

test.runIf(process.platform === 'linux')(
  'a process is known not to be QEMU where the kernel tells',
  async () => {
    expect(await otherProgramOf(process.pid)).toContain('node')
    expect(await otherProgramOf(0)).toBeUndefined()
  },
)
