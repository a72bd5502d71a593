import type { QmpError } from '#qmp/errors.ts'
import { CodeBlock } from '#ui/code-block.tsx'

/** The last lines of a peer that is not QMP, to show what it is. */
export function LastLines({ why }: { why: QmpError | undefined }) {
  if (why?.kind !== 'garbled' || why.lastLines.length === 0) return null
  return <CodeBlock title="What came last" code={why.lastLines.join('\n')} className="mt-1" />
}
