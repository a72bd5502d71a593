/** CPU time of QEMU's process and of each of its threads since they began, in seconds, read at `at` (milliseconds). */
export interface CpuTimes {
  readonly at: number
  readonly process: number
  readonly threads: Readonly<Record<string, number>>
}

/** How busy QEMU is, where 1 is one CPU of the host; `undefined` is a gap, not zero. */
export interface CpuUse {
  /** All threads together: vCPUs, I/O, emulation. */
  readonly process: number | undefined
  /** One thread, by its id. */
  readonly ofThread: (id: number | undefined) => number | undefined
}

/** From two readings of one process, the earlier one first. */
export function cpuUse(before: CpuTimes, after: CpuTimes): CpuUse {
  const seconds = (after.at - before.at) / 1000
  const share = (from: number | undefined, to: number | undefined) => {
    if (from === undefined || to === undefined || !(seconds > 0)) return undefined
    // A thread that fell is another one, with an id used again.
    return to < from ? undefined : (to - from) / seconds
  }
  return {
    process: share(before.process, after.process),
    ofThread: (id) => (id === undefined ? undefined : share(before.threads[id], after.threads[id])),
  }
}
