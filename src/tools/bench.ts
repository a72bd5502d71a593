// `npm run bench [-- --quick] [--json FILE] [NAME ...]`: prints how fast the dashboard is and how much memory it takes;
// src/tools/bench/README.md explains the figures. What it starts listens on loopback only and ends with it.
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureEvents } from './bench/events.ts'
import { type Figure, tableOf } from './bench/figures.ts'
import { measureFirstScreen } from './bench/first-screen.ts'
import { measureIdle } from './bench/idle.ts'
import { measurePause } from './bench/pause.ts'
import { measureRoundTrip } from './bench/round-trip.ts'
import type { Effort } from './bench/rounds.ts'
import { measureSharing } from './bench/sharing.ts'
import { measureSoak } from './bench/soak.ts'
import { measureStart } from './bench/start.ts'
import { measureStreams } from './bench/streams.ts'
import { findQemu } from './system-packages.ts'

const benches = new Map([
  ['round-trip', measureRoundTrip],
  ['streams', measureStreams],
  ['sharing', measureSharing],
  ['start', measureStart],
  ['events', measureEvents],
  ['first-screen', measureFirstScreen],
  ['pause', measurePause],
  ['idle', measureIdle],
])

/** Takes ten minutes, so it runs only by its name. */
const longBenches = new Map([['soak', measureSoak]])

/** Whatever hangs ends it after this many milliseconds. */
const longest = 30 * 60_000

/** Returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const request = parse(args)
  if (typeof request === 'string') {
    console.error(request)
    return 2
  }
  const { names, quick, json } = request
  stopInTime()
  const effort: Effort = quick ? { rounds: 3, share: 1 / 8 } : { rounds: 5, share: 1 }
  const figures: Figure[] = []
  for (const [name, measure] of chosen(names)) {
    console.error(`measuring ${name} …`)
    figures.push(...(await measure(effort)))
  }
  const machine = describeMachine()
  console.log(`${machine}\n\n${tableOf(figures)}`)
  if (json !== undefined) await writeFile(json, JSON.stringify({ machine, figures }, null, 2))
  return 0
}

function chosen(names: readonly string[]) {
  if (names.length === 0) return [...benches]
  return [...benches, ...longBenches].filter(([name]) => names.includes(name))
}

interface Request {
  /** None means all. */
  names: string[]
  quick: boolean
  json: string | undefined
}

const known = [...benches.keys(), ...longBenches.keys()]

/** What is asked for, or what is wrong with it. */
function parse(args: readonly string[]): Request | string {
  try {
    const options = { quick: { type: 'boolean', default: false }, json: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const unknown = positionals.find((name) => !known.includes(name))
    if (unknown === undefined) return { names: positionals, quick: values.quick, json: values.json }
    return `There is no bench "${unknown}": take ${known.join(', ')}, or none for all but soak.`
  } catch (error) {
    return (error as Error).message
  }
}

/** What was started goes when this process exits; a signal alone would leave it behind. */
function stopInTime(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  setTimeout(() => {
    console.error('The bench took too long.')
    process.exit(1)
  }, longest).unref()
}

function describeMachine(): string {
  const qemu = findQemu()
  const banner = qemu && execFileSync(qemu, ['--version'], { encoding: 'utf8' })
  const version = /version (\S+)/.exec(banner ?? '')?.[1] ?? 'none'
  const [cpu] = cpus()
  const load = loadavg()[0]?.toFixed(1)
  return `Node ${process.version}, QEMU ${version}, ${cpus().length} × ${cpu?.model.trim()}, load average ${load}`
}
