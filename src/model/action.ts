import type { ActName, Arguments } from '#qapi/types.ts'

export type ActionIcon =
  | ('pause' | 'play' | 'wake' | 'nmi' | 'power' | 'reset' | 'quit')
  | ('eject' | 'plug' | 'unplug' | 'alert')

/** What to say and ask before something is lost. */
export interface Confirmation {
  /** Where the action's name and the VM's would not say it: `Leave web-01 only 64 MiB?` */
  readonly question?: string
  /** Between the action's name and the VM's: `Quit QEMU of web-01?` */
  readonly preposition?: string
  readonly sentence: string
  readonly lost: readonly string[]
  readonly stays?: readonly string[]
  /** It asks every time: Shift does not skip it, since what it may destroy is more than this VM's own. */
  readonly always?: boolean
  /** The name of a gentler action that may do as well. */
  readonly instead?: string
}

/**
 * Something that a person can do to a VM, as data: buttons, confirmations and lists of actions show the same object.
 * `whyNot` covers only the VM's state. `query` adds the role, the link and what QEMU supports.
 */
export type Action<C extends ActName = ActName> = C extends ActName ? ActionOf<C> : never

interface ActionOf<C extends ActName> {
  /** What the button says. */
  readonly name: string
  /** What it is done to, for those who do not see where the button is: `from cd0`. */
  readonly object?: string
  readonly icon?: ActionIcon
  readonly command: C
  readonly arguments?: Arguments<C>
  /** One sentence on what it does; none where the command says it. */
  readonly does?: string
  /** Whether it may destroy something, so that its button looks like it. */
  readonly destructive?: boolean
  /** Why the state of the VM forbids it, as a sentence. */
  readonly whyNot?: string | undefined
  readonly confirmation?: Confirmation | undefined
}
