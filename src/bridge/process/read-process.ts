import { readdir, readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import type { VmProcess } from '#api/types.ts'

/** Ticks in a second of the times in /proc/PID/stat; the kernel has fixed it for every platform Node runs on. */
const ticksPerSecond = 100

/** What the kernel says of a process that runs. */
export type RunningProcess = Omit<VmProcess, 'now' | 'commandLine' | 'previous' | 'ended'>

/**
 * What the kernel says of a process. A number that it does not know is left out.
 * @throws Error where it has ended meanwhile
 */
export async function readProcess(pid: number): Promise<RunningProcess> {
  const [statText, status, host, threads] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
    readFile('/proc/stat', 'utf8').catch(() => ''),
    readThreads(pid),
  ])
  return {
    pid,
    ...processIn({ stat: statText, status, host }),
    ...threads,
    ...known({ hostCpus: cpus().length || undefined }),
  }
}

/** The texts of `/proc/PID/stat`, `/proc/PID/status` and `/proc/stat`. */
interface ProcessTexts {
  stat: string
  status: string
  host: string
}

/** Reads them. */
export function processIn({ stat, status, host }: ProcessTexts): Partial<RunningProcess> {
  const { state, cpuSeconds, startSeconds } = statIn(stat)
  const bootSeconds = numberAfter('btime', host)
  const startTime = bootSeconds && startSeconds && (bootSeconds + startSeconds) * 1000
  const [resident, huge = 0] = [numberAfter('VmRSS:', status), numberAfter('HugetlbPages:', status)]
  return known({
    state,
    startTime,
    // A program that has started has used some.
    cpuSeconds: cpuSeconds || undefined,
    // The kernel counts huge pages by themselves.
    residentBytes: resident === undefined ? undefined : (resident + huge) * 1024,
  })
}

type Threads = Pick<VmProcess, 'threads' | 'hostThreads'>

/** By the ids that the process has for them, which in a PID namespace are not those of the host. */
async function readThreads(pid: number): Promise<Threads> {
  const ids = await readdir(`/proc/${pid}/task`)
  const read = await Promise.all(ids.map((id) => readThread(`/proc/${pid}/task/${id}`, Number(id))))
  const found = read.filter((thread) => thread !== undefined)
  const threads = Object.fromEntries(found.map(({ ownId, cpuSeconds }) => [ownId, cpuSeconds]))
  const hostThreads = Object.fromEntries(found.map(({ ownId, id }) => [ownId, id]))
  return found.every(({ ownId, id }) => ownId === id) ? { threads } : { threads, hostThreads }
}

interface Thread {
  id: number
  ownId: number
  cpuSeconds: number
}

async function readThread(folder: string, id: number): Promise<Thread | undefined> {
  try {
    const [stat, status] = await Promise.all(
      ['stat', 'status'].map((name) => readFile(`${folder}/${name}`, 'utf8')),
    )
    const { cpuSeconds } = statIn(stat ?? '')
    return cpuSeconds === undefined ? undefined : { id, ownId: innermostId(status ?? '') ?? id, cpuSeconds }
  } catch {
    // It has ended.
    return undefined
  }
}

/** Of `NSpid:`, which has an id for each PID namespace, the process's own last. Before Linux 4.1 there is none. */
function innermostId(status: string): number | undefined {
  const last = /^NSpid:(?:\s+\d+)*\s+(\d+)$/m.exec(status)?.[1]
  return last === undefined ? undefined : Number(last)
}

interface Stat {
  state: string | undefined
  cpuSeconds: number | undefined
  /** Since the host booted. */
  startSeconds: number | undefined
}

/** The second field is the name in parentheses, which may hold anything; the others come after the last of them. */
function statIn(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const seconds = (...numbers: number[]): number | undefined => {
    const ticks = numbers.map((number) => Number.parseInt(fields[number - 3] ?? '', 10))
    return ticks.every((each) => each >= 0)
      ? ticks.reduce((sum, each) => sum + each) / ticksPerSecond
      : undefined
  }
  const [state] = fields
  return {
    state: state && /^[A-Za-z]$/.test(state) ? state : undefined,
    cpuSeconds: seconds(14, 15),
    startSeconds: seconds(22) || undefined,
  }
}

function numberAfter(word: string, text: string): number | undefined {
  const digits = new RegExp(`^${word}\\s+(\\d+)`, 'm').exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what is undefined. */
function known<T extends object>(members: T): Known<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Known<T>
}
