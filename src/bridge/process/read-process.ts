import { readdir, readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import type { VmProcess } from '#api/types.ts'

/** Ticks in a second of the times in /proc/PID/stat; the kernel has fixed it for every platform Node runs on. */
const ticksPerSecond = 100

/**
 * What the kernel says of a process.
 * @throws Error where it has ended meanwhile
 */
export async function readProcess(pid: number): Promise<VmProcess> {
  const [stat, status, host, threads] = await Promise.all([
    readStat(`/proc/${pid}/stat`),
    readFile(`/proc/${pid}/status`, 'utf8'),
    readFile('/proc/stat', 'utf8'),
    readThreads(pid),
  ])
  const bootSeconds = numberAfter('btime', host)
  return {
    pid,
    startTime: (bootSeconds + stat.startSeconds) * 1000,
    cpuSeconds: stat.cpuSeconds,
    threads,
    residentBytes: numberAfter('VmRSS:', status) * 1024,
    hostCpus: cpus().length,
  }
}

async function readThreads(pid: number): Promise<Record<string, number>> {
  const ids = await readdir(`/proc/${pid}/task`)
  const read = ids.map(async (id) => {
    const stat = await readStat(`/proc/${pid}/task/${id}/stat`).catch(() => undefined)
    return [id, stat?.cpuSeconds ?? 0] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

interface Stat {
  cpuSeconds: number
  /** Since the host booted. */
  startSeconds: number
}

/** The second field is the name in parentheses, which may hold anything; the numbers come after the last of them. */
async function readStat(path: string): Promise<Stat> {
  const text = await readFile(path, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = (number: number): number => Number(fields[number - 3])
  return {
    cpuSeconds: (ticks(14) + ticks(15)) / ticksPerSecond,
    startSeconds: ticks(22) / ticksPerSecond,
  }
}

function numberAfter(word: string, text: string): number {
  return Number(new RegExp(`^${word}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN)
}
