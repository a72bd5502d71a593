import type { ActName, Arguments } from '#qapi/types.ts'

/** A command with its arguments, ready to be sent or shown. */
export interface Act<Command extends ActName> {
  readonly command: Command
  readonly arguments: Arguments<Command>
}
