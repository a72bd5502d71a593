import type { Duplex } from 'node:stream'

/**
 * Unmasks what a client sends before the WebSocket library sees it, and sets the masks to zero, at which the library
 * skips its own unmasking: that goes byte by byte and is most of what a transfer from the browser costs; this goes by
 * words of four. To be called in the turn in which the upgrade completes. It is the library that reads the frames and
 * judges them; where this loses track of them, so does the library, and closes.
 */
export function unmaskInPlace(wire: Duplex): void {
  const frames = new MaskedFrames()
  wire.prependListener('data', (chunk: Buffer) => frames.unmask(chunk))
}

/** Opcode, mask bit and length (RFC 6455, section 5.2): two bytes, up to eight more, and four of mask. */
const longestHeader = 14

/** Frames as they pass by in chunks of any size. */
export class MaskedFrames {
  readonly #header = Buffer.alloc(longestHeader)
  #headerBytes = 0
  /** Bytes of the header, as far as its beginning tells. */
  #headerLength = 2
  #mask = 0
  /** Bytes of the payload that are still to come. */
  #payloadLeft = 0

  /** Takes the next bytes, and unmasks what is payload where it stands; masks become zero. */
  unmask(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#payloadLeft > 0) {
        const length = Math.min(this.#payloadLeft, chunk.length - at)
        this.#unmaskPayload(chunk, at, length)
        at += length
      } else {
        this.#takeHeaderByte(chunk, at)
        at++
      }
    }
  }

  #unmaskPayload(chunk: Buffer, from: number, length: number): void {
    if (this.#mask !== 0) {
      xor(chunk, from, length, this.#mask)
      // The next byte of the payload meets the next byte of the mask.
      this.#mask = rotated(this.#mask, length & 3)
    }
    this.#payloadLeft -= length
  }

  #takeHeaderByte(chunk: Buffer, at: number): void {
    const header = this.#header
    header[this.#headerBytes++] = chunk[at] ?? 0
    if (this.#headerBytes === 2) this.#headerLength = headerLength(header[1] ?? 0)
    const isMaskByte =
      this.#headerLength > 2 && isMasked(header) && this.#headerBytes > this.#headerLength - 4
    if (isMaskByte) chunk[at] = 0
    if (this.#headerBytes < this.#headerLength) return
    this.#payloadLeft = payloadLength(header)
    this.#mask = isMasked(header) ? header.readInt32LE(this.#headerLength - 4) : 0
    this.#headerBytes = 0
    this.#headerLength = 2
  }
}

function isMasked(header: Buffer): boolean {
  return ((header[1] ?? 0) & 0x80) !== 0
}

function headerLength(second: number): number {
  const short = second & 0x7f
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0
  return 2 + lengthBytes + (second & 0x80 ? 4 : 0)
}

function payloadLength(header: Buffer): number {
  const short = (header[1] ?? 0) & 0x7f
  if (short === 126) return header.readUInt16BE(2)
  return short === 127 ? Number(header.readBigUInt64BE(2)) : short
}

/** The mask for what follows after so many bytes. Masks stand in memory order, first byte lowest. */
function rotated(mask: number, bytes: number): number {
  return bytes === 0 ? mask : (mask >>> (8 * bytes)) | (mask << (32 - 8 * bytes))
}

function xor(chunk: Buffer, from: number, length: number, mask: number): void {
  const end = from + length
  // Words stand at addresses that divide by four.
  const beforeWords = Math.min(length, -(chunk.byteOffset + from) & 3)
  const firstWord = from + beforeWords
  const turned = xorBytes(chunk, from, firstWord, mask)
  const count = (end - firstWord) >> 2
  if (count > 0) xorWords(new Int32Array(chunk.buffer, chunk.byteOffset + firstWord, count), turned)
  xorBytes(chunk, firstWord + 4 * count, end, turned)
}

/** Returns the mask for what follows. */
function xorBytes(chunk: Buffer, from: number, end: number, mask: number): number {
  let turned = mask
  for (let at = from; at < end; at++) {
    chunk[at] = (chunk[at] ?? 0) ^ (turned & 0xff)
    turned = rotated(turned, 1)
  }
  return turned
}

/** Eight at a time, which takes half as long as one at a time. */
function xorWords(words: Int32Array, mask: number): void {
  const word = inMemoryOrder(mask)
  const { length } = words
  let at = 0
  for (; at + 8 <= length; at += 8) {
    words[at] = (words[at] as number) ^ word
    words[at + 1] = (words[at + 1] as number) ^ word
    words[at + 2] = (words[at + 2] as number) ^ word
    words[at + 3] = (words[at + 3] as number) ^ word
    words[at + 4] = (words[at + 4] as number) ^ word
    words[at + 5] = (words[at + 5] as number) ^ word
    words[at + 6] = (words[at + 6] as number) ^ word
    words[at + 7] = (words[at + 7] as number) ^ word
  }
  for (; at < length; at++) words[at] = (words[at] as number) ^ word
}

const oneWord = new Int32Array(1)
const fourBytes = Buffer.from(oneWord.buffer)

/** The mask as this machine reads a word of memory, whichever end comes first. */
function inMemoryOrder(mask: number): number {
  fourBytes.writeInt32LE(mask | 0)
  return oneWord[0] ?? 0
}
