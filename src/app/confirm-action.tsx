import { type Action, actions, confirmationOf } from '#model/actions.ts'
import { formatDateTime, formatDuration } from '#model/time.ts'
import { type Situation, whyNot } from '#model/why-not.ts'
import { ConfirmationBody } from '#panels/confirmation-body.tsx'
import { Refused } from '#panels/refused.tsx'
import { useAct } from '#query/use-act.ts'
import { useUptime } from '#query/use-uptime.ts'
import type { Vm } from '#query/vm.ts'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/confirm-dialog.tsx'

interface Props {
  action: Action
  vm: Vm
  name: string
  situation: Situation
  onClose: () => void
}

/** Names the VM, how long it has run, what is lost and what stays, and shows the command, before anything is sent. */
export function ConfirmAction({ action, vm, name, situation, onClose }: Props) {
  const act = useAct(vm, action.command)
  const confirmation = confirmationOf(action.name, situation.runState)
  const instead = actions.find((other) => other.name === confirmation?.instead)
  if (!confirmation) return null
  const confirm = async () => {
    if (await act.run()) onClose()
  }
  const doInstead = () => {
    if (instead) vm.act(instead.command).catch(() => {})
    onClose()
  }
  return (
    <ConfirmDialog
      open
      onCancel={onClose}
      onConfirm={confirm}
      icon={action.icon}
      title={`${action.name} ${name}?`}
      code={`{"execute":"${action.command}"}`}
      action={action.name}
      busy={act.asked}
      why={act.asked ? undefined : whyNot(action, situation)}
      refusal={act.error && <Refused error={act.error} />}
      extra={
        instead &&
        whyNot(instead, situation) === undefined && (
          <Button size={32} icon={instead.icon} onClick={doInstead}>
            {instead.name} instead
          </Button>
        )
      }
      note={`Next time, Shift-click on ${action.name} skips this question.`}
    >
      <ConfirmationBody confirmation={confirmation} more={<RunningFor vm={vm} />} />
    </ConfirmDialog>
  )
}

/** "It has been running for 3 d 4 h, since …": from QEMU's process, else from what this page has seen, said so. */
function RunningFor({ vm }: { vm: Vm }) {
  const uptime = useUptime(vm)
  if (!uptime) return null
  return uptime.from === 'process' ? (
    <>
      QEMU has been running for <b>{formatDuration(uptime.now - uptime.since)}</b>, since{' '}
      {formatDateTime(uptime.since, 'minute')}.
    </>
  ) : (
    <>
      How long it has run is not known; this page has watched it since{' '}
      {formatDateTime(uptime.since, 'minute')}.
    </>
  )
}
