import type { QmpError } from '#qmp/errors.ts'
import { CodeBlock } from '#ui/code-block.tsx'

/** What came last where it was no QMP, so that a person sees who talks there. */
export function LastLines({ why }: { why: QmpError | undefined }) {
  if (why?.kind !== 'garbled' || why.lastLines.length === 0) return null
  return <CodeBlock title="What came last" code={why.lastLines.join('\n')} className="mt-1" />
}
