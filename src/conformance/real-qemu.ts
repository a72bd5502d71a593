import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dialSocket } from './socket-link.ts'
import type { Server } from './vm.ts'

const program = process.env['QMP_DASHBOARD_QEMU'] ?? 'qemu-system-x86_64'

/** The QEMU of this machine, or the one that `QMP_DASHBOARD_QEMU` names. */
export const realQemu: Server = {
  name: 'QEMU',
  async start(_clock, { pretty = false }) {
    const folder = await mkdtemp(join(tmpdir(), 'conformance-'))
    const socket = join(folder, 'qmp.sock')
    const image = join(folder, 'cd.iso')
    await writeFile(image, '')
    await truncate(image, 1 << 20)
    const child = spawn(program, commandLine(socket, pretty), { stdio: 'pipe' })
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
    return { dial: () => dialSocket(socket), image, stop }
  },
}

const vm = [
  '-machine q35 -accel tcg -m 512 -name demo -nodefaults -display none -S',
  '-device virtio-balloon-pci,id=balloon0',
  '-blockdev null-co,node-name=disk0,size=1048576,read-zeroes=on -device virtio-blk-pci,id=vda,drive=disk0',
  '-device ide-cd,id=cd0',
  '-netdev hubport,id=net0,hubid=0 -device virtio-net-pci,id=nic0,netdev=net0,romfile=',
  '-chardev socket,id=qmp,path=SOCKET,server=on,wait=off',
]

function commandLine(socket: string, pretty: boolean): string[] {
  const monitors = `-mon chardev=qmp,mode=control,pretty=${pretty ? 'on' : 'off'} -monitor stdio`
  const words = [...vm, monitors].join(' ').split(' ')
  return words.map((word) => word.replace('SOCKET', socket))
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
