import type { Timers } from '../timers.ts'
import type { Machine } from './machine.ts'

/** What the host of a real QEMU would tell of its process. */
export interface HostProcess {
  pid: number
  /** The host's time, and when the process was started: milliseconds since 1970. */
  now: number
  startTime: number
  state: string
  /** CPU time since the start, in seconds: of all, and by thread id. */
  cpuSeconds: number
  threads: Readonly<Record<string, number>>
  residentBytes: number
  hostCpus: number
  commandLine: string[]
}

const MiB = 1024 * 1024
const pid = 28_957
/** The threads of the recorded `query-cpus-fast`, each with its share of a host's CPU and how that sways. */
const vcpus = [
  { thread: 28_962, share: 0.3, sway: 0.22, periodS: 55 },
  { thread: 28_963, share: 0.16, sway: 0.12, periodS: 34 },
]

/** What would make the devices of the recordings. */
const commandLine: string[] = [
  ...['/usr/bin/qemu-system-x86_64', '-name', 'demo', '-uuid', '4f9d2c6e-8a17-4e0b-b3c5-2d7a61e08f94'],
  ...['-machine', 'q35', '-accel', 'tcg', '-cpu', 'qemu64', '-m', '512', '-smp', '2,maxcpus=4,cores=4'],
  ...['-qmp', 'unix:/var/lib/vm/qmp.sock,server=on,wait=off', '-vnc', ':0'],
  ...['-serial', 'unix:/var/lib/vm/serial.sock,server=on,wait=off'],
  ...[
    '-drive',
    'if=none,id=disk0,file=/var/lib/vm/disk.qcow2',
    '-device',
    'virtio-blk-pci,id=vda,drive=disk0',
  ],
  ...['-device', 'ide-cd,id=cd0', '-device', 'virtio-balloon-pci,id=balloon0'],
  ...['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,id=nic0,netdev=net0,mac=52:54:00:12:34:56'],
]

/** Figures of a process that is busy while its guest runs; they grow with the guest's time, as real ones would. */
export function hostProcess(machine: Machine, startTime: number, timers: Timers): HostProcess {
  const ran = machine.guestTime / 1000
  const threads = Object.fromEntries(
    vcpus.map(({ thread, share, sway, periodS }) => [thread, usedAfter(ran, share, sway, periodS)]),
  )
  const ofGuest = Object.values(threads).reduce((sum, seconds) => sum + seconds, 0)
  return {
    pid,
    now: timers.now(),
    startTime,
    state: machine.running ? 'R' : 'S',
    cpuSeconds: ofGuest + ran * 0.02,
    threads,
    residentBytes: Math.round((236 + 24 * Math.sin(ran / 90)) * MiB),
    hostCpus: 8,
    commandLine,
  }
}

/** CPU seconds after so many seconds of a load that sways around a share; it never falls. */
function usedAfter(seconds: number, share: number, sway: number, periodS: number): number {
  const turn = (2 * Math.PI) / periodS
  return share * seconds + (sway / turn) * (1 - Math.cos(turn * seconds))
}
