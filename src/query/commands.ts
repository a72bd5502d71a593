import type { QmpError } from '#qmp/errors.ts'

/** What a given QEMU can do; asked, never guessed from its version (C-12). */
export interface Commands {
  has(command: string): boolean
  /** All of them, sorted, or undefined where QEMU does not say. */
  names: readonly string[] | undefined
}

/** A QEMU that does not list its commands: a client finds out by the answer to each. */
const anything: Commands = { has: () => true, names: undefined }

/** What the answer to `query-commands` tells. */
export function commandsOf(answer: unknown): Commands {
  if (!Array.isArray(answer)) return anything
  const names = new Set(answer.map((command) => String(command?.name)))
  return { has: (command) => names.has(command), names: [...names].sort() }
}

/** What a failure of `query-commands` tells; undefined where QEMU has not answered. */
export function commandsAfter({ kind }: QmpError): Commands | undefined {
  return kind === 'refused' ? anything : undefined
}
