import { useState } from 'react'
import { type Action, actions, confirmationOf, doesNow } from '#model/actions.ts'
import type { Reason } from '#model/reason.ts'
import type { RunState } from '#model/run-state.ts'
import { whyNot } from '#model/why-not.ts'
import { ConfirmationBody } from '#panels/confirmation-body.tsx'
import { Refused } from '#panels/refused.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/confirm-dialog.tsx'
import type { StatusVm } from './status-vm.ts'

interface Props {
  vm: StatusVm
  reason: Reason
  run: RunState
  primary?: boolean
}

type WayOutCommand = 'cont' | 'system_wakeup' | 'system_reset' | 'quit'
type WayOutAction = Action & { command: WayOutCommand }

const commands: readonly string[] = [
  'cont',
  'system_wakeup',
  'system_reset',
  'quit',
] satisfies WayOutCommand[]

function isWayOut(action: Action): action is WayOutAction {
  return commands.includes(action.command)
}

/** The button for the most useful thing to do about it. */
export function WayOut(props: Props) {
  const [first] = props.reason.actions
  const action = actions.filter(isWayOut).find(({ name }) => name === first)
  return action ? <WayOutButton key={action.name} action={action} {...props} /> : null
}

function WayOutButton({ vm, run, primary, action }: Props & { action: WayOutAction }) {
  const act = vm.useAct(action.command)
  const [isAsking, setAsking] = useState(false)
  const confirmation = confirmationOf(action.name, run.word)
  const whyNotNow = whyNot(action, { connected: true, role: 'operator', runState: run.word })
  const code = `{"execute":"${action.command}"}`
  const send = async () => {
    if (await act.run()) setAsking(false)
  }
  return (
    <>
      <Button
        icon={action.icon}
        variant={primary ? 'primary' : 'normal'}
        busy={act.asked && !isAsking}
        why={vm.whyNot(action.command) ?? whyNotNow}
        tip={
          <>
            {doesNow(action, run.word)} <code>{code}</code>
          </>
        }
        onClick={() => (confirmation ? setAsking(true) : void send())}
      >
        {action.name}
      </Button>
      {act.error && !isAsking && <Refused error={act.error} onDismiss={act.dismiss} />}
      {confirmation && (
        <ConfirmDialog
          open={isAsking}
          onCancel={() => setAsking(false)}
          onConfirm={() => void send()}
          icon={action.icon}
          title={`${action.name} ${vm.name}?`}
          code={code}
          action={action.name}
          busy={act.asked}
          refusal={act.error && <Refused error={act.error} />}
        >
          <ConfirmationBody confirmation={confirmation} />
        </ConfirmDialog>
      )}
    </>
  )
}
