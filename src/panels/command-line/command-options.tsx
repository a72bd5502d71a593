import { Fragment, useState } from 'react'
import {
  type CommandOption,
  changeOf,
  commandLineOf,
  optionsWith,
  shellLine,
  shellLines,
} from '#model/command-line.ts'
import { CopyButton } from '#ui/copy-button.tsx'
import { SearchInput } from '#ui/search-input.tsx'
import { untrusted } from '#ui/untrusted.tsx'

interface Props {
  /** The program first; secrets are masked. */
  args: readonly string[]
  /** Those of the QEMU that was here before. */
  before: readonly string[] | undefined
}

/** All options, one a row, to be searched and copied, and what is not as it was the last time. */
export function CommandOptions({ args, before }: Props) {
  const [search, setSearch] = useState('')
  const line = commandLineOf(args)
  const change = before && changeOf(commandLineOf(before), line)
  const found = optionsWith(line.options, search)
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput label="Find an option" value={search} onChange={setSearch} />
        <CopyButton text={shellLine(args)} label="Copy as one line" />
        <CopyButton text={shellLines(line)} label="Copy with line breaks" />
      </div>
      {args.some((word) => word.includes(masked)) && (
        <p className="text-label text-ink-2">
          Secrets are shown as <code>{masked}</code>; put them in again after copying.
        </p>
      )}
      <p className="[overflow-wrap:anywhere]">
        <code>{untrusted(line.program)}</code>
      </p>
      <Options options={found} marked={change?.added ?? []} />
      {found.length === 0 && <p className="text-ink-2">No option has these words.</p>}
      {change && change.removed.length > 0 && (
        <div>
          <h3 className="mb-1 text-label font-semibold text-ink-2">No longer there since the last start</h3>
          <Options options={change.removed} marked={[]} />
        </div>
      )}
      {before && !change && <p className="text-label text-ink-2">The same as at the last start.</p>}
    </div>
  )
}

/** What the bridge puts in the place of a secret. */
const masked = '***'

function Options({
  options,
  marked,
}: {
  options: readonly CommandOption[]
  marked: readonly CommandOption[]
}) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 [overflow-wrap:anywhere]">
      {options.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: options may be the same, and their place is what tells them apart
        <Fragment key={index}>
          <dt>
            <code className="text-ink-2">{untrusted(one.option)}</code>
          </dt>
          <dd>
            {one.value !== undefined && <code>{untrusted(one.value)}</code>}
            {marked.includes(one) && (
              <span className="ml-2 text-label text-warn">new since the last start</span>
            )}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}
