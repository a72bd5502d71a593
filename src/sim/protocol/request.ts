import { Refusal } from '../refusal.ts'
import { memberOrder } from '../wire/member-order.ts'
import { emptyObject, isObject, type Value, type ValueObject } from '../wire/value.ts'

/** A request whose outside is in order; whether such a command exists is another question. */
export interface Request {
  command: string
  args: ValueObject
  outOfBand: boolean
}

/** Looks at a message as QEMU does before it looks for the command (rule F-15). @throws Refusal */
export function readRequest(message: Value, oobEnabled: boolean): Request {
  if (!isObject(message)) throw new Refusal('QMP input must be a JSON object')
  let command: { key: string; name: string } | undefined
  for (const key of memberOrder(Object.keys(message))) {
    const value = message[key]
    if (key === 'execute' || (key === 'exec-oob' && oobEnabled)) {
      if (typeof value !== 'string') throw new Refusal(`QMP input member '${key}' must be a string`)
      if (command) throw new Refusal(`QMP input member '${key}' clashes with '${command.key}'`)
      command = { key, name: value }
    } else if (key === 'arguments') {
      if (!isObject(value)) throw new Refusal("QMP input member 'arguments' must be an object")
    } else if (key !== 'id') {
      throw new Refusal(`QMP input member '${key}' is unexpected`)
    }
  }
  if (!command) throw new Refusal("QMP input lacks member 'execute'")
  const args = message['arguments']
  return {
    command: command.name,
    args: isObject(args) ? args : emptyObject(),
    outOfBand: command.key === 'exec-oob',
  }
}

/** A reply to `message`; its id goes back whatever it is (rule C-02). */
export function replyTo(message: Value, answer: { return: Value } | { error: ValueObject }): ValueObject {
  const reply: ValueObject = { ...answer }
  if (isObject(message) && message['id'] !== undefined) reply['id'] = message['id']
  return reply
}
