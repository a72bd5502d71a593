import type { IconName } from './icon.tsx'

/** Something that a person can do, and what became of it. */
export interface DoableAct {
  readonly action: {
    readonly name: string
    readonly object?: string
    readonly icon?: IconName
    readonly does?: string
    readonly destructive?: boolean
    readonly confirmation?:
      | {
          readonly sentence: string
          readonly lost: readonly string[]
          readonly stays?: readonly string[]
          readonly always?: boolean
        }
      | undefined
  }
  readonly question: string
  readonly code: string
  readonly why: string | undefined
  readonly busy: boolean
  readonly refusal:
    | {
        whose: string | undefined
        said: string
        errorClass: string | undefined
        advice: string | undefined
      }
    | undefined
  run(): Promise<boolean>
  dismiss(): void
}
