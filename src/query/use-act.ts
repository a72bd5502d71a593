import { useState } from 'react'
import type { Action } from '#model/action.ts'
import { powerActionName } from '#model/power-commands.ts'
import type { ActName, ArgumentsParameter } from '#qapi/types.ts'
import type { QmpError } from '#qmp/errors.ts'
import { printJson, printJsonIndented } from '#qmp/wire/json.ts'
import { type RefusalWords, refusalWords } from './refusal-words.ts'
import { useCommands } from './use-commands.ts'
import { useSnapshot } from './use-snapshot.ts'
import type { Vm } from './vm.ts'
import type { VmSnapshot } from './vm-snapshot.ts'
import { type Access, whyNot } from './why-not.ts'

/** An action on a VM as a button shows it: whether it is possible now, and what became of it where it was sent last. */
export interface Act {
  readonly action: Action
  /** The question of its confirmation. */
  readonly question: string
  /** The command as QEMU gets it, but for the id. */
  readonly code: string
  /** Why it is not possible now; undefined where it is. */
  readonly why: string | undefined
  /** QEMU has not answered yet. */
  readonly busy: boolean
  /** What came back the last time, where QEMU did not accept it; until the next try. */
  readonly refusal: RefusalWords | undefined
  /** Sends it; true when QEMU has accepted. */
  run(): Promise<boolean>
  /** Takes the refusal off the screen. */
  dismiss(): void
}

/** The VM, its name, and who is looking at it. */
interface Target {
  vm: Vm
  name: string
  role: Access['role']
}

/** Several actions on a VM, of which one is sent at a time; in their order, which must not change. */
export function useActs(target: Target, actions: readonly Action[]): readonly Act[] {
  const isReady = useSnapshot(target.vm, ({ link }) => link.phase === 'ready')
  const commands = useCommands(target.vm)
  return useActsWith(target, { role: target.role, isReady, commands }, actions)
}

/** The same where the reasons are known already. */
export function useActsWith(
  { vm, name }: Pick<Target, 'vm' | 'name'>,
  access: Access,
  actions: readonly Action[],
): readonly Act[] {
  const [asked, setAsked] = useState<number>()
  const [failed, setFailed] = useState<{ place: number; error: QmpError; state: string | undefined }>()
  const state = useSnapshot(vm, wordOf)
  const send = async (action: Action, place: number) => {
    setAsked(place)
    setFailed(undefined)
    try {
      await vm.act<ActName>(action.command, ...([action.arguments] as ArgumentsParameter<ActName>))
      return true
    } catch (error) {
      setFailed({ place, error: error as QmpError, state: wordOf(vm.snapshot.getState()) })
      return false
    } finally {
      setAsked(undefined)
    }
  }
  return actions.map((action, place) => ({
    action,
    question: questionOf(action, name),
    code: codeOf(action),
    why: whyNot(action.command, access) ?? action.whyNot,
    busy: asked === place,
    // What QEMU said of one state says nothing of the next.
    refusal:
      failed?.place === place && !(failed.state !== state && dependsOnState(action.command))
        ? refusalWords(failed.error)
        : undefined,
    run: () => send(action, place),
    dismiss: () => setFailed(undefined),
  }))
}

function questionOf({ name, confirmation }: Action, vm: string): string {
  const words = [name, confirmation?.preposition, vm].filter((word) => word !== undefined)
  return confirmation?.question ?? `${words.join(' ')}?`
}

function wordOf({ stateHistory }: VmSnapshot): string | undefined {
  return stateHistory.answer?.word
}

function dependsOnState(command: ActName): boolean {
  return powerActionName(command) !== undefined
}

function codeOf({ command, arguments: args }: Action): string {
  const sent = args === undefined ? { execute: command } : { execute: command, arguments: args }
  try {
    return printJson(sent)
  } catch {
    // Typed text may not be valid JSON text for QEMU; sending it says so, and showing it must not fail.
    return printJsonIndented(sent)
  }
}
