import { readdirSync, readFileSync } from 'node:fs'

/** Resident memory of a process, in KiB. */
export function residentKib(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** Memory of a process and its children, in bytes: of what several share, each has its part. */
export function memoryOf(pid: number): number {
  const shares = [pid, ...childrenOf(pid)].map((member) => /^Pss:\s+(\d+)/m.exec(rollup(member))?.[1] ?? 0)
  return shares.reduce<number>((sum, share) => sum + Number(share) * 1024, 0)
}

function childrenOf(pid: number): number[] {
  const tasks = `/proc/${pid}/task`
  return readdirSync(tasks).flatMap((task) => {
    const children = readFileSync(`${tasks}/${task}/children`, 'utf8').trim()
    return children === '' ? [] : children.split(' ').map(Number)
  })
}

/** Empty for a process that has just gone. */
function rollup(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  } catch {
    return ''
  }
}
