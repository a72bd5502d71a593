import { closeBrace, colon, comma, isBlank, quote } from '#qmp/wire/json-chars.ts'
import { asciiText, firstMember, nextMember, type TopLevelMember, valueEnd } from './top-level-member.ts'

/** Where the id of a reply stands: a string, as ids of ours are. */
export interface ReplyId {
  /** What stands between its quotes. */
  id: string
  /** The id's JSON text, with its quotes. */
  from: number
  to: number
  /** The member with one comma of those around it: what to cut for a reply without an id. */
  memberFrom: number
  memberTo: number
}

/**
 * Finds the top-level `id` of a reply (C-02, C-03), one whole JSON object. QEMU prints it last, or first in an error:
 * there it is looked for first, and a reply of many megabytes is not looked through. Undefined where there is none, or
 * it is no string.
 */
export function findReplyId(reply: Uint8Array): ReplyId | undefined {
  return findLast(reply) ?? findAnywhere(reply)
}

/** Whether a reply reports an error. Of a reply as QEMU prints it, it reads the first member or two. */
export function isErrorReply(reply: Uint8Array): boolean {
  let member = firstMember(reply)
  while (member && member.name !== 'return') {
    if (member.name === 'error') return true
    member = nextMember(reply, valueEnd(reply, member))
  }
  return false
}

/**
 * Tells an event from a reply by the first top-level member that is typical of one, mostly the very first: a reply of
 * many megabytes is not looked through. The greeting is neither.
 */
export function kindOfMessage(message: Uint8Array): 'event' | 'reply' | 'other' {
  let member = firstMember(message)
  while (member) {
    const { name } = member
    if (name === 'event' || name === 'timestamp') return 'event'
    if (name === 'return' || name === 'error' || name === 'id') return 'reply'
    member = nextMember(message, valueEnd(message, member))
  }
  return 'other'
}

/**
 * The bytes of a reply with another id in place of its own, or with none.
 * @param idText JSON text of the id, or undefined to leave the member out
 * @param encode turns text into UTF-8
 */
export function replaceReplyId(
  reply: Uint8Array,
  found: ReplyId,
  idText: string | undefined,
  encode: (text: string) => Uint8Array,
): Uint8Array {
  const isCut = idText === undefined
  const before = reply.subarray(0, isCut ? found.memberFrom : found.from)
  const id = isCut ? new Uint8Array() : encode(idText)
  const after = reply.subarray(isCut ? found.memberTo : found.to)
  const whole = new Uint8Array(before.length + id.length + after.length)
  whole.set(before)
  whole.set(id, before.length)
  whole.set(after, before.length + id.length)
  return whole
}

/** Longest id that is looked for from behind, in bytes. */
const longestId = 64

/**
 * Reads `, "id": "…"}` backwards from the brace that ends the message. In valid JSON nothing else can end so: were any of
 * these quotes inside a string, a backslash would stand before it.
 */
function findLast(reply: Uint8Array): ReplyId | undefined {
  const last = reply.length - 1
  if (reply[last] !== closeBrace) return undefined
  const to = blanksFrom(reply, last)
  const from = wordFrom(reply, to)
  if (from < 0) return undefined
  const colonAt = blanksFrom(reply, from) - 1
  const keyTo = blanksFrom(reply, colonAt)
  const commaAt = blanksFrom(reply, keyTo - 4) - 1
  if (reply[colonAt] !== colon || reply[commaAt] !== comma) return undefined
  if (asciiText(reply, keyTo - 4, keyTo) !== '"id"') return undefined
  return { id: asciiText(reply, from + 1, to - 1), from, to, memberFrom: commaAt, memberTo: to }
}

/** Returns where the white space before `to` begins. */
function blanksFrom(reply: Uint8Array, to: number): number {
  let at = to
  while (isBlank(reply[at - 1])) at--
  return at
}

/** Returns where the string that ends before `to` begins, if it is short and needs no escapes, or -1. */
function wordFrom(reply: Uint8Array, to: number): number {
  if (reply[to - 1] !== quote) return -1
  for (let at = to - 2; at >= 0 && at >= to - 2 - longestId; at--) {
    if (reply[at] === quote) return at
  }
  return -1
}

function findAnywhere(reply: Uint8Array): ReplyId | undefined {
  let member = firstMember(reply)
  while (member && member.name !== 'id') member = nextMember(reply, valueEnd(reply, member))
  return member && reply[member.valueFrom] === quote ? spansOf(reply, member) : undefined
}

function spansOf(reply: Uint8Array, member: TopLevelMember): ReplyId {
  const from = member.valueFrom
  const to = valueEnd(reply, member)
  const next = nextMember(reply, to)
  return {
    id: asciiText(reply, from + 1, to - 1),
    from,
    to,
    memberFrom: member.comma ?? member.from,
    memberTo: member.comma === undefined && next ? next.from : to,
  }
}
