import { useCallback, useState } from 'react'
import type { ActName, ArgumentsParameter } from '#qapi/types.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { Vm } from './vm.ts'

/** A command that somebody can send, and what became of it where it was sent last. */
export interface Act<C extends ActName> {
  /** Sends it; true when QEMU accepted. What QEMU refused stands in `error` until the next try. */
  run(...args: ArgumentsParameter<C>): Promise<boolean>
  /** QEMU has not answered yet. */
  asked: boolean
  error: QmpError | undefined
  /** Takes the error off the screen. */
  dismiss(): void
}

export function useAct<C extends ActName>(vm: Vm, command: C): Act<C> {
  const [asked, setAsked] = useState(false)
  const [error, setError] = useState<QmpError>()
  const run = useCallback(
    async (...args: ArgumentsParameter<C>) => {
      setAsked(true)
      setError(undefined)
      try {
        await vm.act(command, ...args)
        return true
      } catch (failure) {
        setError(failure as QmpError)
        return false
      } finally {
        setAsked(false)
      }
    },
    [vm, command],
  )
  return { run, asked, error, dismiss: useCallback(() => setError(undefined), []) }
}
