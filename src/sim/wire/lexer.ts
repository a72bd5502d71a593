import type { Bytes } from './utf8.ts'

export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ':'
  | ','
  | 'integer'
  | 'float'
  | 'keyword'
  | 'string'
  | 'error'

export interface Token {
  kind: TokenKind
  bytes: Bytes
}

/** A lexer in a state: what the next byte means there. Says false when the byte belongs to the next token. */
type State = (byte: string) => boolean

/**
 * Cuts bytes into JSON's tokens, one byte at a time, with QEMU's idea of JSON: strings in single quotes are fine,
 * and after an error it skips up to a structural character or a control byte (rule F-08).
 */
export class Lexer {
  #onToken: (token: Token) => void
  #bytes = ''
  #state: State = this.#start

  constructor(onToken: (token: Token) => void) {
    this.#onToken = onToken
  }

  feed(byte: string): void {
    while (!this.#state(byte));
  }

  #start(byte: string): boolean {
    this.#bytes = ''
    if (' \t\r\n'.includes(byte)) return true
    if (byte === '"' || byte === "'") return this.#take(byte, this.#string)
    if (byte === '-') return this.#take(byte, this.#minus)
    if (byte === '0') return this.#take(byte, this.#zero)
    if (isDigit(byte)) return this.#take(byte, this.#digits)
    if (isLower(byte)) return this.#take(byte, this.#keyword)
    if (!isStructural(byte)) return this.#fail(byte)
    this.#bytes = byte
    return this.#finish(byte)
  }

  #string(byte: string): boolean {
    if (byte < ' ' || byte > '\xfd') return this.#fail(byte)
    if (byte === '\\') return this.#take(byte, this.#escape)
    if (byte !== this.#bytes[0]) return this.#take(byte, this.#string)
    this.#bytes += byte
    return this.#finish('string')
  }

  #escape(byte: string): boolean {
    return byte < ' ' || byte > '\xfd' ? this.#fail(byte) : this.#take(byte, this.#string)
  }

  #minus(byte: string): boolean {
    if (byte === '0') return this.#take(byte, this.#zero)
    return isDigit(byte) ? this.#take(byte, this.#digits) : this.#fail(byte)
  }

  /** A leading zero stands alone: no digits and, in QEMU, no exponent after it. */
  #zero(byte: string): boolean {
    if (byte === '.') return this.#take(byte, this.#point)
    return isDigit(byte) ? this.#fail(byte) : this.#finishBefore('integer')
  }

  #digits(byte: string): boolean {
    if (byte === '.') return this.#take(byte, this.#point)
    if (byte === 'e' || byte === 'E') return this.#take(byte, this.#exponent)
    return isDigit(byte) ? this.#take(byte, this.#digits) : this.#finishBefore('integer')
  }

  #point(byte: string): boolean {
    return isDigit(byte) ? this.#take(byte, this.#fraction) : this.#fail(byte)
  }

  #fraction(byte: string): boolean {
    if (byte === 'e' || byte === 'E') return this.#take(byte, this.#exponent)
    return isDigit(byte) ? this.#take(byte, this.#fraction) : this.#finishBefore('float')
  }

  #exponent(byte: string): boolean {
    if (byte === '+' || byte === '-') return this.#take(byte, this.#exponentSign)
    return this.#exponentSign(byte)
  }

  #exponentSign(byte: string): boolean {
    return isDigit(byte) ? this.#take(byte, this.#exponentDigits) : this.#fail(byte)
  }

  #exponentDigits(byte: string): boolean {
    return isDigit(byte) ? this.#take(byte, this.#exponentDigits) : this.#finishBefore('float')
  }

  #keyword(byte: string): boolean {
    return isLower(byte) ? this.#take(byte, this.#keyword) : this.#finishBefore('keyword')
  }

  /** After an error: what might begin something new is looked at again, the rest is skipped. */
  #recovery(byte: string): boolean {
    const promising = isStructural(byte) || (byte < ' ' && byte !== '\t') || byte > '\xfd'
    if (!promising) return true
    this.#state = this.#start
    return false
  }

  #take(byte: string, next: State): true {
    this.#bytes += byte
    this.#state = next
    return true
  }

  #finish(kind: TokenKind): true {
    this.#state = kind === 'error' ? this.#recovery : this.#start
    this.#onToken({ kind, bytes: this.#bytes })
    return true
  }

  #finishBefore(kind: TokenKind): false {
    this.#finish(kind)
    return false
  }

  #fail(byte: string): true {
    this.#bytes += byte
    return this.#finish('error')
  }
}

function isStructural(byte: string): byte is '{' | '}' | '[' | ']' | ':' | ',' {
  return '{}[]:,'.includes(byte)
}

function isDigit(byte: string): boolean {
  return byte >= '0' && byte <= '9'
}

function isLower(byte: string): boolean {
  return byte >= 'a' && byte <= 'z'
}
