import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { dialSocket } from './socket-link.ts'
import type { Server, VmOptions } from './vm.ts'

const program = process.env['QMP_DASHBOARD_QEMU'] ?? 'qemu-system-x86_64'
/** It comes with QEMU, and lies beside it. */
const imageTool = program.includes('/') ? join(dirname(program), 'qemu-img') : 'qemu-img'
/** It comes with every Unix. */
const pipeTool = 'mkfifo'

/** The QEMU of this machine, or the one that `QMP_DASHBOARD_QEMU` names. */
export const realQemu: Server = {
  name: 'QEMU',
  async start(_clock, options) {
    const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
    const socket = join(folder, 'qmp.sock')
    const image = join(folder, 'cd.iso')
    await writeFile(image, '')
    await truncate(image, 1 << 20)
    prepare(folder, options.kind)
    const child = spawn(program, commandLine(folder, socket, options), { stdio: 'pipe' })
    const kill = () => child.kill('SIGKILL')
    process.once('exit', kill)
    const stop = async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        kill()
        await once(child, 'exit')
      }
      process.removeListener('exit', kill)
      await rm(folder, { recursive: true })
    }
    try {
      await listens(child)
    } catch (error) {
      await stop()
      throw error
    }
    const block = { command: 'blockdev-add', arguments: blocking(folder) }
    return {
      dial: () => dialSocket(socket),
      image,
      path: (name) => join(folder, name),
      block,
      pid: child.pid,
      crash: kill,
      stop,
    }
  },
}

const vm = [
  '-machine q35 -accel tcg -m 512 -name demo -nodefaults -display none -S',
  '-device virtio-balloon-pci,id=balloon0',
  '-device virtio-blk-pci,id=vda,drive=disk0',
  '-device ide-cd,id=cd0',
  '-netdev hubport,id=net0,hubid=0 -device virtio-net-pci,id=nic0,netdev=net0,romfile=',
  '-chardev socket,id=qmp,path=SOCKET,server=on,wait=off',
]

const kinds: Readonly<Record<string, string>> = {
  preconfig: '--preconfig',
  incoming: '-incoming defer',
  'no-reboot': '-no-reboot -no-shutdown',
}

function commandLine(folder: string, socket: string, { pretty, kind, args = '' }: VmOptions): string[] {
  const monitors = `-mon chardev=qmp,mode=control,pretty=${pretty ? 'on' : 'off'} -monitor stdio`
  const file = `qcow2,file.driver=file,file.filename=${join(folder, 'disk.qcow2')}`
  const disk = `-blockdev ${kind === 'qcow2' ? file : 'null-co,size=1048576,read-zeroes=on'},node-name=disk0`
  const words = [disk, ...vm, monitors, kinds[kind ?? ''] ?? '', args].join(' ').split(' ')
  return words.filter(Boolean).map((word) => word.replace('SOCKET', socket).replace('FOLDER', folder))
}

/** Makes what the VM needs beside QEMU. */
function prepare(folder: string, kind: VmOptions['kind']): void {
  const disk = join(folder, 'disk.qcow2')
  if (kind === 'qcow2') execFileSync(imageTool, ['create', '-q', '-f', 'qcow2', disk, '4M'])
  if (kind === 'stuck') execFileSync(pipeTool, [join(folder, 'fifo')])
}

/** Reading its configuration from a pipe without a writer blocks all of QEMU except out-of-band commands. */
function blocking(folder: string) {
  return {
    driver: 'blkdebug',
    'node-name': 'stuck',
    config: join(folder, 'fifo'),
    image: { driver: 'null-co' },
  }
}

/** QEMU opens its monitors in turn: when the last one, the human one, has greeted, the others listen. */
async function listens(child: ChildProcess): Promise<void> {
  let complaint = ''
  child.stderr?.on('data', (text) => {
    complaint += text
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('error', (error) =>
      reject(
        new Error(
          `These tests need a QEMU, and ${program} does not start (Debian: apt install qemu-system-x86; ` +
            `or QMP_DASHBOARD_QEMU=PATH): ${error.message}`,
        ),
      ),
    )
    child.once('close', (status) => reject(new Error(`QEMU ended with status ${status}: ${complaint}`)))
  })
}
