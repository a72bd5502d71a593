import type { AskedRead } from '#query/panel-vm.ts'
import { useCommandNotes } from '#query/use-command-notes.ts'
import { useExchanges } from '#query/use-exchanges.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { CommandNotes } from '#ui/command-notes.tsx'
import { Dialog } from '#ui/dialog.tsx'

interface Props {
  vmId: string
  title: string
  asked: readonly AskedRead[]
  onClose: () => void
}

/** What a panel asked, and QEMU's answers as they are. */
export function QmpDialog({ vmId, title, asked, onClose }: Props) {
  const exchanges = useExchanges(vmId)(asked)
  return (
    <Dialog open onClose={onClose} title={`QMP behind “${title}”`}>
      <div className="prose">
        {exchanges.length === 0 && <p>This panel has sent nothing yet.</p>}
        {exchanges.map(({ request, answer, command, args }) => (
          <div key={request} className="prose">
            <CodeBlock code={request} />
            <Notes vmId={vmId} command={command} args={args} />
            {answer === '' ? <p>No answer yet.</p> : <CodeBlock code={answer} />}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

function Notes({ vmId, command, args }: { vmId: string; command: string; args: unknown }) {
  return <CommandNotes command={command} notes={useCommandNotes(vmId, command, args)} />
}
