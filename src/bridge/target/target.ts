import type { Blocker } from '#api/closing.ts'
import type { VmSource } from '#api/types.ts'
import { type Address, printAddress, type SocketAddress } from './address.ts'

/** Why a VM cannot be watched now. */
export interface BlockerReport {
  /** For programs: with this a session is closed. Fields may quote what a command line says: hostile text. */
  why: Blocker
  /** `busy` while another client holds the monitor. */
  state: 'busy' | 'unreachable'
  /** For a person, with what to do about it. May quote what a command line says: hostile text. */
  words: string
}

/** A VM the dashboard knows, under the ID by which pages ask for it. */
export interface Target {
  id: string
  name: string
  source: VmSource
  /** Undefined where discovery found a QEMU without a QMP socket to dial. */
  address: Address | undefined
  /** The process and the UUID, where discovery has found the VM's process. */
  pid?: number
  uuid?: string
  /** Where discovery knows the VM by its process alone: with the pid, what tells that apart from every other one. */
  startTicks?: string
  /** Its other QMP sockets. */
  otherAddresses?: readonly SocketAddress[]
  /** ID of another VM of the list that is the same process, given by another of its sockets. */
  sameAs?: string
  /** Why it is never dialled, where that is known beforehand. */
  blocker?: BlockerReport
}

/** The address as operators see it; undefined where there is none. */
export function addressOf(target: Target): string | undefined {
  return target.address && printAddress(target.address)
}
