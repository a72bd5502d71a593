import type { AskedRead } from '#query/panel-vm.ts'
import { useExchanges } from '#query/use-exchanges.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { later } from '#ui/later.tsx'

const CommandNotes = later(async () => (await import('#panels/command-notes.tsx')).CommandNotes)

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
        {exchanges.length === 0 && <p>This panel has asked nothing yet.</p>}
        {exchanges.map(({ request, answer, command, args }) => (
          <div key={request} className="prose">
            <CodeBlock code={request} />
            <CommandNotes vmId={vmId} command={command} args={args} />
            {answer === '' ? <p>No answer yet.</p> : <CodeBlock code={answer} />}
          </div>
        ))}
      </div>
    </Dialog>
  )
}
