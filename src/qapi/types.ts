import type { Commands, Events } from './generated.ts'

/** Every command that a recorded QEMU, or an older or newer one we know of, has. */
export type CommandName = keyof Commands
/** What a command takes; closed, so a wrong member or value does not compile. */
export type Arguments<C extends CommandName> = Commands[C]['arguments']
/** What a command answers; open, since QEMU may be newer than what was recorded. */
export type Return<C extends CommandName> = Commands[C]['return']

/** Every event, likewise. */
export type EventName = keyof Events
/** What an event carries. Where it carries nothing, `data` is not on the wire at all. */
export type EventData<E extends EventName> = Events[E]

/** Arguments as the last parameter of a function: may be left out where the command needs none. */
export type ArgumentsParameter<C extends CommandName> =
  Record<string, never> extends Arguments<C> ? [args?: Arguments<C>] : [args: Arguments<C>]

/** Commands that only look: their answers may be cached. `isRead` says the same at run time. */
export type ReadName = Extract<
  CommandName,
  | `query-${string}`
  | `x-query-${string}`
  | `x-debug-query-${string}`
  | `qom-list${string}`
  | 'qom-get'
  | `${string}-list-properties`
>

/**
 * Commands about file descriptors that a client hands over. The page cannot, since no WebSocket and no TCP carries one, so it
 * has no use for those that close them either. The bridge refuses fewer (`bridge/vm/permission.ts`): a program may remove what
 * QEMU was given at its start.
 */
type DescriptorName = 'getfd' | 'add-fd' | 'closefd' | 'remove-fd' | 'add_client' | 'get-win32-socket'

/** Commands that change something. Negotiation is the session's own business and belongs to neither. */
export type ActName = Exclude<CommandName, ReadName | DescriptorName | 'qmp_capabilities'>
