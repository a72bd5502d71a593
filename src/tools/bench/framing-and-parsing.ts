import { MessageReader } from '#qmp/wire/message-reader.ts'
import { writeJson } from '#sim/wire/writer.ts'
import { type Figure, medianOf, ratios } from './figures.ts'
import { recordedLife } from './recorded-life.ts'
import { type Effort, interleave, millisecondsOf } from './rounds.ts'

/** What a socket gives at a time. */
const pieceLength = 64 * 1024
/** Nobody else has the turn meanwhile, and a clock tells so much better. */
const turnsASample = 20

/** What whole messages out of a stream cost a reader, beside what the bare parser takes for the same texts. */
export async function measureFramingAndParsing(effort: Effort): Promise<Figure[]> {
  const life = recordedLife()
  const figures: Figure[] = []
  for (const form of ['compact', 'pretty'] as const) {
    const texts = life.map((message) => writeJson(message, form === 'pretty'))
    const frames = texts.map((text) => `${text}\r\n`)
    const pieces = cut(frames.join(''), pieceLength)
    const samples = await interleave(effort, {
      parser: () => sample(() => texts.forEach((text) => void JSON.parse(text))),
      frames: () => sample(() => read(texts, texts.length)),
      pieces: () => sample(() => read(pieces, texts.length)),
    })
    const megabytes = (frames.join('').length / 1e6).toFixed(1)
    const measured = { 'a message at a time': samples.frames, 'in pieces of 64 KiB': samples.pieces }
    for (const [how, ours] of Object.entries(measured)) {
      figures.push({
        what: `Framing and parsing of recorded traffic, ${form}, ${how} ÷ \`JSON.parse\` of the same messages`,
        unit: '×',
        value: ratios(ours, samples.parser),
        beside: `${medianOf(ours, 1)} ÷ ${medianOf(samples.parser, 1)} ms for ${megabytes} MB`,
      })
    }
  }
  return figures
}

function read(pieces: readonly string[], expected: number): void {
  const reader = new MessageReader()
  let count = 0
  for (const piece of pieces) count += reader.push(piece).length
  if (count !== expected) throw new Error(`${count} messages came out of ${expected}`)
}

async function sample(run: () => void): Promise<number> {
  const took = await millisecondsOf(() => {
    for (let turn = 0; turn < turnsASample; turn++) run()
  })
  return took / turnsASample
}

function cut(text: string, length: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length))
  return pieces
}
