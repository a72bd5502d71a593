import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MaskedFrames } from './unmask-in-place.ts'

/** A frame as it is sent with this mask; with a mask of zeros that is the payload itself. */
function frame(payload: Buffer, mask: Buffer): Buffer {
  const lengthBytes = payload.length > 65535 ? 8 : payload.length > 125 ? 2 : 0
  const header = Buffer.alloc(2 + lengthBytes)
  header[0] = 0x82
  header[1] = 0x80 | (lengthBytes === 8 ? 127 : lengthBytes === 2 ? 126 : payload.length)
  if (lengthBytes === 8) header.writeBigUInt64BE(BigInt(payload.length), 2)
  if (lengthBytes === 2) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, mask, payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0))])
}

const noMask = Buffer.alloc(4)

describe('frames that are unmasked as they pass', () => {
  test('are what they would be without a mask, however they are split and wherever they lie in memory', () => {
    const lengths = fc.array(fc.oneof(fc.nat(20), fc.integer({ min: 120, max: 130 }), fc.nat(2000)))
    fc.assert(
      fc.property(lengths, fc.array(fc.integer({ min: 1, max: 50 })), fc.nat(7), (sizes, cuts, offset) => {
        const payloads = sizes.map((size) => randomBytes(size))
        const wire = Buffer.concat(payloads.map((payload) => frame(payload, randomBytes(4))))
        const memory = Buffer.concat([Buffer.alloc(offset), wire]).subarray(offset)
        const frames = new MaskedFrames()
        let at = 0
        for (const cut of cuts) {
          frames.unmask(memory.subarray(at, at + cut))
          at += cut
        }
        frames.unmask(memory.subarray(at))
        expect(memory.equals(Buffer.concat(payloads.map((payload) => frame(payload, noMask))))).toBe(true)
      }),
    )
  })

  test('may be longer than 64 KiB', () => {
    const payload = randomBytes(200_001)
    const wire = frame(payload, randomBytes(4))
    const frames = new MaskedFrames()
    for (let at = 0; at < wire.length; at += 65_536) frames.unmask(wire.subarray(at, at + 65_536))
    expect(wire.equals(frame(payload, noMask))).toBe(true)
  })

  test('stay as they are where they have no mask, for the library to refuse', () => {
    const wire = Buffer.from('8203010203820104', 'hex')
    new MaskedFrames().unmask(wire)
    expect(wire.toString('hex')).toBe('8203010203820104')
  })
})
