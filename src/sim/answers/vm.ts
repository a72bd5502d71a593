import { Balloon } from '../machine/balloon.ts'
import { CdDrive } from '../machine/cd-drive.ts'
import { Disk } from '../machine/disk.ts'
import { Display } from '../machine/display.ts'
import { Jobs } from '../machine/jobs.ts'
import type { Machine } from '../machine/machine.ts'
import { Migration } from '../machine/migration.ts'
import { Network } from '../machine/network.ts'
import type { Timers } from '../timers.ts'
import type { Identity } from './identity.ts'

/** A VM with all its parts, to be asked and acted upon. */
export interface Vm {
  identity: Identity
  machine: Machine
  balloon: Balloon
  disk: Disk
  cdDrive: CdDrive
  network: Network
  display: Display
  jobs: Jobs
  migration: Migration
}

const ramBytes = 512 * 1024 * 1024

export function makeVm(identity: Identity, machine: Machine, timers: Timers, random: () => number): Vm {
  return {
    identity,
    machine,
    balloon: new Balloon(machine, timers, ramBytes),
    disk: new Disk(machine, random),
    cdDrive: new CdDrive(machine),
    network: new Network(machine),
    display: new Display(machine),
    jobs: new Jobs(machine.events, timers),
    migration: new Migration(machine, timers, ramBytes),
  }
}
