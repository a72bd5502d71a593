import { JsonFault, reprintMembers } from './exact-json.ts'

/** A command as it was read, and as it is printed for QEMU. */
export interface Request {
  kind: 'request'
  command: string
  /** Whether it is to run out of band: `exec-oob` instead of `execute` (O-01). */
  oob: boolean
  /** The client's id as JSON text. */
  idText: string | undefined
  /** The arguments as JSON text, an object: what QEMU gets, so what is looked at to decide whether it may get them. */
  argumentsText: string | undefined
  /** Characters of the message it came in. */
  length: number
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
 * Reads one message of a client, which is one command (F-04, F-07, F-10, F-15). Stricter than QEMU in two things: single
 * quotes are no JSON, and a message is neither part of a command nor two.
 */
export function readRequest(text: string): Request | MalformedRequest {
  try {
    const members = reprintMembers(text)
    return members ? requestOf(members, text.length) : malformed('QMP input must be a JSON object')
  } catch (fault) {
    if (fault instanceof JsonFault) return malformed(fault.words)
    throw fault
  }
}

/** A command of the bridge itself. */
export function newRequest(command: string, args?: object): Request {
  const argumentsText = args && JSON.stringify(args)
  return { kind: 'request', command, oob: false, idText: undefined, argumentsText, length: 0 }
}

/** The message that QEMU gets. @param id in place of the client's */
export function printRequest({ command, oob, argumentsText }: Request, id: string): string {
  const args = argumentsText === undefined ? '' : `, "arguments": ${argumentsText}`
  return `{"${oob ? 'exec-oob' : 'execute'}": ${JSON.stringify(command)}${args}, "id": ${JSON.stringify(id)}}`
}

function malformed(words: string, idText?: string): MalformedRequest {
  return { kind: 'malformed', words, idText }
}

const known = ['"execute"', '"exec-oob"', '"arguments"', '"id"']

function requestOf(members: ReadonlyMap<string, string>, length: number): Request | MalformedRequest {
  const [execute, oob, argumentsText, idText] = known.map((name) => members.get(name))
  const command = oob ?? execute
  const fault = faultOf(members)
  if (fault !== undefined || command === undefined)
    return malformed(fault ?? "QMP input lacks member 'execute'", idText)
  return {
    kind: 'request',
    command: JSON.parse(command),
    oob: oob !== undefined,
    idText,
    argumentsText,
    length,
  }
}

/** What QEMU finds wrong first: it checks the members it knows in this order. */
function faultOf(members: ReadonlyMap<string, string>): string | undefined {
  const [execute, oob, args] = known.map((name) => members.get(name))
  const unknown = [...members.keys()].find((name) => !known.includes(name))
  if (oob && !oob.startsWith('"')) return "QMP input member 'exec-oob' must be a string"
  if (execute && !execute.startsWith('"')) return "QMP input member 'execute' must be a string"
  if (execute && oob) return "QMP input member 'execute' clashes with 'exec-oob'"
  if (args && !args.startsWith('{')) return "QMP input member 'arguments' must be an object"
  return unknown && `QMP input member '${JSON.parse(unknown)}' is unexpected`
}
