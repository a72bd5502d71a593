import { MessageReader } from '#qmp/wire/message-reader.ts'
import { writeJson } from '#sim/wire/writer.ts'
import { type Figure, medianOf, ratios } from './figures.ts'
import { recordedLife } from './recorded-life.ts'
import { type Effort, interleave } from './rounds.ts'

/** What a socket gives at a time. */
const pieceLength = 64 * 1024
/** Variants take turns within a round, too: the cost of one turn swings with what else the machine does. */
const turnsARound = 40

/** What whole messages out of a stream cost a reader, beside what the bare parser takes for the same texts. */
export async function measureFramingAndParsing(effort: Effort): Promise<Figure[]> {
  const life = recordedLife()
  const figures: Figure[] = []
  for (const form of ['compact', 'pretty'] as const) {
    const texts = life.map((message) => flat(writeJson(message, form === 'pretty')))
    const stream = texts.map((text) => `${text}\r\n`).join('')
    const pieces = cut(stream, pieceLength).map(flat)
    const turns = await interleave(
      { ...effort, rounds: effort.rounds * turnsARound },
      {
        parser: () => cpuMilliseconds(() => parseEach(texts)),
        messages: () => cpuMilliseconds(() => read(texts, texts.length)),
        pieces: () => cpuMilliseconds(() => read(pieces, texts.length)),
      },
    )
    const parser = meanOfRounds(turns.parser)
    const megabytes = (stream.length / 1e6).toFixed(1)
    const measured = {
      'a message at a time (as the page gets it)': meanOfRounds(turns.messages),
      'in pieces of 64 KiB (as a socket gives it)': meanOfRounds(turns.pieces),
    }
    for (const [how, ours] of Object.entries(measured)) {
      figures.push({
        what: `CPU time to frame and parse recorded traffic, ${form}, ${how}: ÷ \`JSON.parse\` of the same messages`,
        unit: '×',
        value: ratios(ours, parser),
        beside: `${medianOf(ours, 1)} ÷ ${medianOf(parser, 1)} ms for ${megabytes} MB`,
      })
    }
  }
  return figures
}

function parseEach(texts: readonly string[]): void {
  for (const text of texts) JSON.parse(text)
}

function read(pieces: readonly string[], expected: number): void {
  const reader = new MessageReader()
  let count = 0
  for (const piece of pieces) count += reader.push(piece).length
  if (count !== expected) throw new Error(`${count} messages came out of ${expected}`)
}

/** CPU time, since this has nothing to wait for and the machine may be busy with something else. */
function cpuMilliseconds(run: () => void): number {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function meanOfRounds(turns: readonly number[]): number[] {
  const means: number[] = []
  for (let from = 0; from < turns.length; from += turnsARound) {
    means.push(turns.slice(from, from + turnsARound).reduce((sum, turn) => sum + turn, 0) / turnsARound)
  }
  return means
}

function cut(text: string, length: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length))
  return pieces
}

/** As it comes off a socket: in one row, and not as a tree of parts. */
function flat(text: string): string {
  return Buffer.from(text).toString('latin1')
}
