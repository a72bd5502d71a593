import type { ReactNode } from 'react'
import type { IconName } from './icon.tsx'
import type { Tone } from './tone.ts'
import { ToneText } from './tone-text.tsx'
import { Untrusted } from './untrusted.tsx'

type Mark = 'deprecated' | 'unstable' | 'downstream'

interface CommandNotesProps {
  command: string
  notes: {
    readonly marks: readonly Mark[]
    /** Arguments that were given and have a mark, and what to give instead. */
    readonly arguments: readonly { name: string; marks: readonly Mark[]; instead: string | undefined }[]
    /** Commands to be preferred, and whether they are there. */
    readonly successors: readonly { command: string; since: string; isHere: boolean }[]
  }
}

/** What should be known of a command as it is sent: nothing for most. */
export function CommandNotes({ command, notes }: CommandNotesProps) {
  const { marks, arguments: args, successors } = notes
  if (marks.length + args.length + successors.length === 0) return null
  return (
    <ul aria-label={`Notes on ${command}`} className="list-none! pl-0! text-label">
      {marks.map((mark) => (
        <MarkNote key={mark} mark={mark} of={command} />
      ))}
      {args.flatMap(({ name, marks, instead }) =>
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
      {successors.map((successor) => (
        <li key={successor.command}>
          <ToneText tone="grey" icon="info">
            <code>{successor.command}</code>
          </ToneText>{' '}
          {successor.isHere
            ? 'does the same; this QEMU has it, too.'
            : `does the same in QEMU ${successor.since} and newer.`}
        </li>
      ))}
    </ul>
  )
}

const markLooks: Record<Mark, { tone: Tone; icon: IconName; words: string }> = {
  deprecated: { tone: 'warn', icon: 'alert', words: 'may be removed in a later QEMU.' },
  unstable: { tone: 'warn', icon: 'unknown', words: 'may change in any release of QEMU.' },
  downstream: { tone: 'grey', icon: 'info', words: 'exists in the QEMU of one vendor only.' },
}

function MarkNote({ mark, of, children }: { mark: Mark; of: string; children?: ReactNode }) {
  const { tone, icon, words } = markLooks[mark]
  return (
    <li>
      <ToneText tone={tone} icon={icon} className="font-semibold">
        {mark}
      </ToneText>{' '}
      <code>
        <Untrusted text={of} />
      </code>{' '}
      {words}
      {children}
    </li>
  )
}
