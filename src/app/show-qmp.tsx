import { useState } from 'react'
import type { AskedRead } from '#query/panel-vm.ts'
import { type Exchange, useExchanges } from '#query/use-exchanges.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { IconButton } from '#ui/icon-button.tsx'

interface Props {
  vmId: string
  title: string
  asked: () => readonly AskedRead[]
}

/** The corner button of a panel: what it asked, and QEMU's answers as they are. */
export function ShowQmp({ vmId, title, asked }: Props) {
  const exchangesOf = useExchanges(vmId)
  const [shown, setShown] = useState<Exchange[]>()
  return (
    <>
      <IconButton label="Show the QMP" icon="braces" onClick={() => setShown(exchangesOf(asked()))} />
      <Dialog open={shown !== undefined} onClose={() => setShown(undefined)} title={`QMP behind “${title}”`}>
        <div className="prose">
          {shown?.length === 0 && <p>This panel has asked nothing yet.</p>}
          {shown?.map((exchange) => (
            <div key={exchange.request} className="prose">
              <CodeBlock code={exchange.request} />
              {exchange.answer === '' ? <p>No answer yet.</p> : <CodeBlock code={exchange.answer} />}
            </div>
          ))}
        </div>
      </Dialog>
    </>
  )
}
