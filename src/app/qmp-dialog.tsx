import type { AskedRead } from '#query/panel-vm.ts'
import { useCommandNotes } from '#query/use-command-notes.ts'
import { useExchanges } from '#query/use-exchanges.ts'
import { useNow } from '#query/use-now.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { CommandNotes } from '#ui/command-notes.tsx'
import { Dialog } from '#ui/dialog.tsx'

interface Props {
  vmId: string
  title: string
  asked: () => readonly AskedRead[]
  onClose: () => void
}

/** What a panel asked, and QEMU's answers as they are. */
export function QmpDialog({ vmId, title, asked, onClose }: Props) {
  // A panel goes on asking while its questions are read.
  useNow(1000)
  const exchanges = useExchanges(vmId)(asked())
  return (
    <Dialog open onClose={onClose} title={`QMP behind “${title}”`} wide>
      <div className="prose">
        {exchanges.length === 0 && <p>This panel has sent nothing yet.</p>}
        {exchanges.map(({ request, answer, command, args }) => (
          <div key={request} className="prose">
            <CodeBlock code={request} />
            <Notes vmId={vmId} command={command} args={args} />
            {answer === '' ? <p>No answer yet.</p> : <Answer text={answer} folded={exchanges.length > 1} />}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

/** More lines than this push the next question out of sight. */
const longAnswer = 12

/** Folded where it is long and others come after it. */
function Answer({ text, folded }: { text: string; folded: boolean }) {
  const lines = text.split('\n').length
  if (!folded || lines <= longAnswer) return <CodeBlock code={text} />
  return (
    <details>
      <summary className="text-label text-ink-2">Answer, {lines} lines</summary>
      <CodeBlock code={text} className="mt-1" />
    </details>
  )
}

function Notes({ vmId, command, args }: { vmId: string; command: string; args: unknown }) {
  return <CommandNotes command={command} notes={useCommandNotes(vmId, command, args)} />
}
