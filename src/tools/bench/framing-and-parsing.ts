import { MessageReader } from '#qmp/wire/message-reader.ts'
import { writeJson } from '#sim/wire/writer.ts'
import { type Figure, medianOf, ratios } from './figures.ts'
import { recordedLife } from './recorded-life.ts'
import { type Effort, interleave } from './rounds.ts'

/** What a socket gives at a time. */
const pieceLength = 64 * 1024
/** So that the clock can tell. */
const turnsASample = 40

/** What whole messages out of a stream cost a reader, beside what the bare parser takes for the same texts. */
export async function measureFramingAndParsing(effort: Effort): Promise<Figure[]> {
  const life = recordedLife()
  const figures: Figure[] = []
  for (const form of ['compact', 'pretty'] as const) {
    const texts = life.map((message) => flat(writeJson(message, form === 'pretty')))
    const stream = texts.map((text) => `${text}\r\n`).join('')
    const pieces = cut(stream, pieceLength).map(flat)
    const samples = await interleave(effort, {
      parser: () => sample(() => parseEach(texts)),
      frames: () => sample(() => read(texts, texts.length)),
      pieces: () => sample(() => read(pieces, texts.length)),
    })
    const megabytes = (stream.length / 1e6).toFixed(1)
    const measured = {
      'a message at a time (as the page gets it)': samples.frames,
      'in pieces of 64 KiB (as a socket gives it)': samples.pieces,
    }
    for (const [how, ours] of Object.entries(measured)) {
      figures.push({
        what: `CPU time to frame and parse recorded traffic, ${form}, ${how}: ÷ \`JSON.parse\` of the same messages`,
        unit: '×',
        value: ratios(ours, samples.parser),
        beside: `${medianOf(ours, 1)} ÷ ${medianOf(samples.parser, 1)} ms for ${megabytes} MB`,
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
function sample(run: () => void): number {
  const start = process.cpuUsage()
  for (let turn = 0; turn < turnsASample; turn++) run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / turnsASample
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
