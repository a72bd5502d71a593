import { JsonFault } from './json-fault.ts'
import { type MemberSpan, readStrictJson } from './strict-json.ts'

/** A command as a client wrote it, taken apart without touching a byte. */
export interface RequestText {
  kind: 'request'
  /** The whole object as the client wrote it, without white space around it. */
  text: string
  /** Name of the command, decoded. */
  command: string
  /** Whether it is to run out of band: `exec-oob` instead of `execute` (O-01). */
  oob: boolean
  /** JSON text of the id as the client wrote it. */
  idText: string | undefined
  /** Where `idText` begins in `text`, or -1. */
  idAt: number
  /** JSON text of the arguments as the client wrote them. */
  argumentsText: string | undefined
}

/** What QEMU would answer with an error before it looks for any command. */
export interface MalformedRequest {
  kind: 'malformed'
  /** Description in QEMU's words; the class is `GenericError`. */
  words: string
  /** JSON text of the id that QEMU would echo; where the text is no JSON object, it echoes none (E-03). */
  idText: string | undefined
}

/**
 * Reads one command from the text that a client sent (F-04, F-07, F-10, F-15). Stricter than QEMU in one thing: single
 * quotes are no JSON.
 */
export function readRequest(text: string): RequestText | MalformedRequest {
  try {
    const { from, to, members } = readStrictJson(text)
    if (!members) return malformed('QMP input must be a JSON object')
    return new RequestReader(text, from, to, members).read()
  } catch (fault) {
    if (fault instanceof JsonFault) return malformed(fault.words)
    throw fault
  }
}

/**
 * The request with another id in place of its own or added; every other byte is untouched.
 * @param newIdText JSON text of the id
 */
export function withId(request: RequestText, newIdText: string): string {
  const { text, idText, idAt } = request
  if (idText === undefined) return `{"id":${newIdText},${text.slice(1)}`
  return text.slice(0, idAt) + newIdText + text.slice(idAt + idText.length)
}

function malformed(words: string, idText?: string): MalformedRequest {
  return { kind: 'malformed', words, idText }
}

const known = ['execute', 'exec-oob', 'arguments', 'id']

class RequestReader {
  readonly #text: string
  readonly #from: number
  readonly #to: number
  readonly #members: MemberSpan[]

  constructor(text: string, from: number, to: number, members: MemberSpan[]) {
    this.#text = text
    this.#from = from
    this.#to = to
    this.#members = members
  }

  read(): RequestText | MalformedRequest {
    const id = this.#find('id')
    const fault = this.#fault()
    if (fault !== undefined) return malformed(fault, this.#textOf(id))
    const oob = this.#find('exec-oob')
    const execute = oob ?? this.#find('execute')
    return {
      kind: 'request',
      text: this.#text.slice(this.#from, this.#to),
      command: JSON.parse(this.#textOf(execute) ?? '""'),
      oob: oob !== undefined,
      idText: this.#textOf(id),
      idAt: id ? id.from - this.#from : -1,
      argumentsText: this.#textOf(this.#find('arguments')),
    }
  }

  /** What QEMU finds wrong first: it checks the members it knows in this order. */
  #fault(): string | undefined {
    const oob = this.#find('exec-oob')
    const execute = this.#find('execute')
    const args = this.#find('arguments')
    const unknown = this.#members.find(({ name }) => !known.includes(name))
    if (oob && !this.#begins(oob, '"')) return "QMP input member 'exec-oob' must be a string"
    if (execute && !this.#begins(execute, '"')) return "QMP input member 'execute' must be a string"
    if (execute && oob) return "QMP input member 'execute' clashes with 'exec-oob'"
    if (args && !this.#begins(args, '{')) return "QMP input member 'arguments' must be an object"
    if (unknown) return `QMP input member '${unknown.name}' is unexpected`
    if (!execute && !oob) return "QMP input lacks member 'execute'"
    return undefined
  }

  #find(name: string): MemberSpan | undefined {
    return this.#members.find((member) => member.name === name)
  }

  #begins(member: MemberSpan, char: string): boolean {
    return this.#text[member.from] === char
  }

  #textOf(member: MemberSpan | undefined): string | undefined {
    return member && this.#text.slice(member.from, member.to)
  }
}
