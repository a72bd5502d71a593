/** Bytes on the wire, not decoded: one character, 0 to 255, for each. */
export type Bytes = string

/** Text as UTF-8. Half a surrogate pair becomes three bytes that are no UTF-8: the reader shall complain, not we. */
export function encodeUtf8(text: string): Bytes {
  if (/^[\0-\x7f]*$/.test(text)) return text
  let bytes = ''
  for (const character of text) bytes += encodeCodePoint(character.codePointAt(0) ?? 0)
  return bytes
}

function encodeCodePoint(code: number): Bytes {
  const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
  if (code < 0x80) return String.fromCharCode(code)
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0))
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0))
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0))
}

/** The character at `start`, and where the next one begins; `code` is undefined where the bytes are no UTF-8. */
export function readCodePoint(bytes: Bytes, start: number): { code: number | undefined; next: number } {
  const first = bytes.charCodeAt(start)
  if (first < 0x80) return { code: first, next: start + 1 }
  const length = Math.clz32(~(first << 24))
  if (length === 1 || length > 6) return { code: undefined, next: start + 1 }
  let code = first & (0x7f >> length)
  let next = start + 1
  for (; next < start + length; next++) {
    const byte = next < bytes.length ? bytes.charCodeAt(next) : 0
    if ((byte & 0xc0) !== 0x80) return { code: undefined, next }
    code = code * 64 + (byte & 0x3f)
  }
  const zeroInTwo = code === 0 && length === 2
  const overlong = code < (smallestOfLength[length] ?? 0) && !zeroInTwo
  return { code: overlong || !isCharacter(code) ? undefined : code, next }
}

const smallestOfLength = [0, 0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000]

/** Whether QEMU takes the number for a character: no surrogate, none of Unicode's non-characters. */
export function isCharacter(code: number): boolean {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false
  return !(code >= 0xfdd0 && code <= 0xfdef) && (code & 0xfffe) !== 0xfffe
}

/** Text for a person: what is no UTF-8 shows as U+FFFD. */
export function decodeUtf8(bytes: Bytes): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const { code, next } = readCodePoint(bytes, at)
    text += String.fromCodePoint(code ?? 0xfffd)
    at = next
  }
  return text
}
