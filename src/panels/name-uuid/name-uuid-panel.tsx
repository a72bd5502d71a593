import { type Identity, identityOf } from '#model/identity.ts'
import type { PanelProps } from '#panels/panel.ts'
import { Unanswered } from '#panels/unanswered.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { Facts } from '#ui/facts.tsx'

/** What the VM is called: by its owner, and by its firmware. */
export function NameUuidPanel({ vm, brief }: PanelProps<'query-name' | 'query-uuid'>) {
  const name = vm.useRead('query-name')
  const uuid = vm.useRead('query-uuid')
  if (!name.data && !uuid.data) return <Unanswered error={name.error ?? uuid.error} lines={2} />
  const identity = identityOf(name.data, uuid.data)
  if (brief) return <Brief {...identity} />
  return (
    <>
      <Facts
        facts={[
          { name: 'Name', value: identity.name ?? <None option="-name" /> },
          {
            name: 'UUID',
            mono: identity.uuid !== undefined,
            value: identity.uuid ?? <None option="-uuid" />,
          },
        ]}
      />
      {identity.uuid && <CopyButton text={identity.uuid} label="Copy UUID" className="mt-1 -ml-2" />}
    </>
  )
}

/** Without labels, so that a UUID fits into one line of the narrow column. */
function Brief({ name, uuid }: Identity) {
  return (
    <>
      <p className="font-semibold [overflow-wrap:anywhere]">{name ?? <None option="-name" />}</p>
      {uuid ? <p className="font-mono text-label/5">{uuid}</p> : <None option="-uuid" />}
    </>
  )
}

function None({ option }: { option: string }) {
  return (
    <span className="text-ink-3">
      no <code>{option}</code> was given
    </span>
  )
}
