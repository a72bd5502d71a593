import { Refusal } from '../refusal.ts'
import type { Schema, SchemaSource } from '../schema.ts'
import type { Message } from '../wire/message-reader.ts'
import type { Value, ValueObject } from '../wire/value.ts'
import { checkArguments } from './arguments.ts'
import type { Commands } from './commands.ts'
import type { Conversation } from './conversation.ts'
import { readCapabilities } from './negotiation.ts'
import { type Request, readRequest, replyTo } from './request.ts'

export interface Dialect {
  /** Whether `qmp_capabilities` exists. */
  negotiates: boolean
  oob: boolean
  /** Errors as before QEMU 1.2: with `data`, and no words about negotiation (rule E-02). */
  oldErrors: boolean
}

/** Looks whether a command may run now. @throws Refusal where not */
export type Permit = (command: string) => void

/** Finds the command for a message, runs it, and makes the reply. */
export class Dispatcher {
  #dialect: Dialect
  #commands: Commands
  #schema: SchemaSource
  #permit: Permit

  constructor(dialect: Dialect, commands: Commands, schema: SchemaSource, permit: Permit) {
    this.#schema = schema
    this.#permit = permit
    this.#dialect = dialect
    this.#commands = commands
  }

  /** A promise only where the schema has to be fetched first. */
  answer(conversation: Conversation, message: Message): ValueObject | Promise<ValueObject> {
    if ('error' in message) return replyTo(null, { error: this.#unreadable(message.error) })
    let command = ''
    try {
      const request = readRequest(message.value, conversation.oobEnabled)
      command = request.command
      const run = this.#find(conversation, request)
      const schema = run.checked && this.#schema.atHand
      if (!run.checked || schema) return this.#run(message.value, request, run.run, schema || undefined)
      return this.#schema.load().then(
        (loaded) => this.#run(message.value, request, run.run, loaded),
        () => this.#refuse(message.value, new Refusal('The simulator could not load its schema'), command),
      )
    } catch (error) {
      return this.#refuse(message.value, error, command)
    }
  }

  #find(conversation: Conversation, { command, args, outOfBand }: Request) {
    const { negotiates, oldErrors } = this.#dialect
    const isNegotiation = negotiates && command === 'qmp_capabilities'
    if (!conversation.negotiated && !isNegotiation) throw wrongMode(command, isNegotiation, oldErrors)
    const bare = Object.keys(args).length === 0
    const plain = this.#commands.plain[command]
    const withArguments = this.#commands.withArguments[command]
    if (!plain && !withArguments && !isNegotiation) throw notFound(command)
    this.#permit(command)
    if (outOfBand && !outOfBandCommands.has(command)) {
      throw new Refusal(`The command ${command} does not support OOB`)
    }
    if (isNegotiation) return { run: () => this.#negotiate(conversation, args), checked: false }
    if (plain && bare) return { run: plain, checked: false }
    return { run: () => (withArguments ? withArguments(args) : plain?.()), checked: !oldErrors }
  }

  #negotiate(conversation: Conversation, args: ValueObject): undefined {
    const oobEnabled = readCapabilities(args, this.#dialect.oob)
    if (conversation.negotiated) throw wrongMode('qmp_capabilities', true, this.#dialect.oldErrors)
    conversation.oobEnabled = oobEnabled
    conversation.negotiated = true
  }

  #run(
    message: Value,
    request: Request,
    run: () => Value | undefined,
    schema: Schema | undefined,
  ): ValueObject {
    try {
      if (schema) checkArguments(schema, request.command, request.args)
      return replyTo(message, { return: run() ?? {} })
    } catch (error) {
      return this.#refuse(message, error, request.command)
    }
  }

  #unreadable(desc: string): ValueObject {
    if (!this.#dialect.oldErrors) return { class: 'GenericError', desc }
    return { class: 'JSONParsing', desc: 'Invalid JSON syntax', data: {} }
  }

  #refuse(message: Value, error: unknown, command: string): ValueObject {
    if (!(error instanceof Refusal)) throw error
    const { errorClass, message: desc } = error
    if (!this.#dialect.oldErrors) return replyTo(message, { error: { class: errorClass, desc } })
    const data = errorClass === 'CommandNotFound' ? { name: command } : {}
    return replyTo(message, { error: { class: errorClass, desc, data } })
  }
}

/** What the recorded QEMU runs out of band, as far as the simulator knows it. */
const outOfBandCommands: ReadonlySet<string> = new Set([
  'query-yank',
  'yank',
  'migrate-pause',
  'migrate-recover',
])

function notFound(command: string): Refusal {
  return new Refusal(`The command ${command} has not been found`, 'CommandNotFound')
}

/** Rules N-01 and N-04. */
function wrongMode(command: string, isNegotiation: boolean, oldErrors: boolean): Refusal {
  if (oldErrors) return notFound(command)
  const desc = isNegotiation
    ? 'Capabilities negotiation is already complete, command ignored'
    : "Expecting capabilities negotiation with 'qmp_capabilities'"
  return new Refusal(desc, 'CommandNotFound')
}
