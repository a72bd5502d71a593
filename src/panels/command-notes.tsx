import type { ReactNode } from 'react'
import { useSchema } from '#query/use-schema.ts'
import { useVm } from '#query/use-vms.ts'
import { commandNotes, type NotedSuccessor } from '#schema/command-notes.ts'
import type { Mark } from '#schema/marks.ts'
import { Foreign } from '#ui/foreign.tsx'
import type { IconName } from '#ui/icon.tsx'
import type { Tone } from '#ui/tone.ts'
import { ToneText } from '#ui/tone-text.tsx'

interface Props {
  vmId: string
  command: string
  args: unknown
}

/**
 * What the VM's QEMU marks of a command, and what replaces it: nothing for most, and nothing while the schema comes.
 */
export function CommandNotes({ vmId, command, args }: Props) {
  const schema = useSchema(useVm(vmId))
  if (!schema) return null
  const notes = commandNotes(schema, command, args)
  const marked = notes.marks.length + notes.arguments.length + notes.successors.length
  if (marked === 0) return null
  return (
    <ul aria-label={`Notes on ${command}`} className="list-none! pl-0! text-label">
      {notes.marks.map((mark) => (
        <MarkNote key={mark} mark={mark} of={command} />
      ))}
      {notes.arguments.flatMap(({ name, marks, instead }) =>
        marks.map((mark) => (
          <MarkNote key={`${name} ${mark}`} mark={mark} of={name}>
            {instead && (
              <>
                {' '}
                Instead: <code>{instead}</code>.
              </>
            )}
          </MarkNote>
        )),
      )}
      {notes.successors.map((successor) => (
        <SuccessorNote key={successor.command} {...successor} />
      ))}
    </ul>
  )
}

const marks: Record<Mark, { tone: Tone; icon: IconName; words: string }> = {
  deprecated: { tone: 'warn', icon: 'alert', words: 'may be gone in a later QEMU.' },
  unstable: { tone: 'warn', icon: 'unknown', words: 'may change from one QEMU to the next.' },
  downstream: { tone: 'grey', icon: 'info', words: 'is known to the QEMU of one vendor alone.' },
}

function MarkNote({ mark, of, children }: { mark: Mark; of: string; children?: ReactNode }) {
  const { tone, icon, words } = marks[mark]
  return (
    <li>
      <ToneText tone={tone} icon={icon} className="font-semibold">
        {mark}
      </ToneText>{' '}
      <code>
        <Foreign text={of} />
      </code>{' '}
      {words}
      {children}
    </li>
  )
}

function SuccessorNote({ command, since, isHere }: NotedSuccessor) {
  return (
    <li>
      <ToneText tone="grey" icon="info">
        <code>{command}</code>
      </ToneText>{' '}
      {isHere ? 'does the same; this QEMU has it, too.' : `does the same in QEMU ${since} and newer.`}
    </li>
  )
}
