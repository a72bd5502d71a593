import type { BlockDeviceRow } from './block-devices.ts'
import type { SeenEvent } from './episode.ts'
import type { PowerActionName } from './power-commands.ts'

/** The actions that may lead out of a state in which a VM does not run. */
export type WayOutName = Extract<PowerActionName, 'Resume' | 'Wake up' | 'Reset' | 'Quit QEMU'>

/** What one run state can tell about itself. */
export interface Explanation {
  /** A heading: `QEMU paused this VM: no space left on the host for vda`. */
  readonly title: string
  /** A few words for a list, after the state: `no space for vda`. Empty where nothing is to add. */
  readonly short: string
  /** What else is known, in order. */
  readonly facts: readonly Fact[]
  /** What a person can do, in order, each a sentence. */
  readonly waysOut: readonly string[]
  /** A line for the host's shell that shows what is in the way. */
  readonly look?: string
  /** Whether the guest's memory may tell why it failed. */
  readonly memoryTells?: boolean
  /** The actions that the ways out name, the most useful one first. */
  readonly actions: readonly WayOutName[]
}

export interface Fact {
  readonly label: string
  readonly value: string
}

/**
 * Explains one run state by the event that brought it about, which may have been missed, and by the block devices
 * as `blockDeviceRows` gives them.
 */
export type Explain = (cause: SeenEvent | undefined, blockDevices: readonly BlockDeviceRow[]) => Explanation

/** From a guest that cannot go on, the same two steps lead out everywhere: a reset leaves the VM at its start. */
export const startOver = 'Reset, then Resume: the guest restarts; data not yet written to disk is lost.'

/** A fact, or nothing where its value is not known. */
export function fact(label: string, value: string | undefined): readonly Fact[] {
  return value === undefined ? [] : [{ label, value }]
}
