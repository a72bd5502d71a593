// npm run sim -- tcp:127.0.0.1:4444 [--scenario NAME]: a simulated VM on a socket, for any client that speaks QMP.
import { parseArgs } from 'node:util'
import { untilAskedToEnd } from '#bridge/command-line/this-process.ts'
import type { Clock } from '#link/clock.ts'
import type { SchemaInfo } from '#qapi/names.ts'
import schema from '#qapi/recorded/qemu-10.0.json'
import { type Listening, listen } from '#sim/listen.ts'
import { isScenario, scenarioDescription, scenarioNames } from '#sim/scenarios.ts'

const usage = `npm run sim -- ADDRESS [--scenario NAME]

A simulated VM that speaks QMP, on a socket.

  ADDRESS           tcp:HOST:PORT (port 0 takes a free one) or unix:PATH
  --scenario NAME   what happens to the VM (default: ${scenarioNames[0]})
  --list            say what scenarios there are`

const clock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

/** Serves until it is asked to end. Returns the exit status: 2 for bad usage. */
export async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args)
  if (typeof asked === 'string') {
    console.error(`sim: ${asked}`)
    return 2
  }
  if (asked.show) {
    console.log(asked.show)
    return 0
  }
  const ended = untilAskedToEnd()
  let listening: Listening
  try {
    const options = { clock, scenario: asked.scenario, schema: schema as unknown as SchemaInfo[] }
    listening = await listen(asked.address, options)
  } catch (error) {
    console.error(`sim: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
  console.log(`A simulated VM (scenario ${asked.scenario}) speaks QMP on ${listening.address}`)
  await ended
  listening.close()
  return 0
}

interface Asked {
  /** Text to print instead of serving. */
  show?: string
  address: string
  scenario: string
}

/** What was asked, or one line about what is wrong with it. */
function readArguments(args: readonly string[]): Asked | string {
  const options = {
    scenario: { type: 'string', default: 'default' },
    list: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const
  let parsed: ReturnType<typeof parse>
  const parse = () => parseArgs({ args: [...args], options, allowPositionals: true })
  try {
    parsed = parse()
  } catch (error) {
    return wrongOption(error)
  }
  const { values, positionals } = parsed
  const [address = '', ...more] = positionals
  const { scenario } = values
  if (values.help) return { show: usage, address, scenario }
  if (values.list) return { show: listOfScenarios(), address, scenario }
  if (!isScenario(scenario)) return `no scenario is named "${scenario}"; --list says which there are`
  if (more.length > 0) return `one address only, not also "${more[0]}"`
  if (address === '') return 'where to? Say tcp:HOST:PORT or unix:PATH, or --help'
  return { address, scenario }
}

/** What parseArgs complains about, for people. */
function wrongOption(error: unknown): string {
  const [, unknown] = /^Unknown option '([^']*)'/.exec(String((error as Error).message)) ?? []
  if (unknown !== undefined) return `there is no option ${unknown}; --help lists them`
  return 'only --scenario takes a value, and it needs one; --list says which there are'
}

function listOfScenarios(): string {
  const width = Math.max(...scenarioNames.map((name) => name.length))
  return scenarioNames.map((name) => `${name.padEnd(width)}  ${scenarioDescription(name)}`).join('\n')
}
