import { type Identity, identityOf } from '#model/identity.ts'
import type { PanelProps } from '#panels/panel.ts'
import { CopyButton } from '#ui/copy-button.tsx'
import { Facts } from '#ui/facts.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { untrusted } from '#ui/untrusted.tsx'

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
          { name: 'Name', value: <Name {...identity} /> },
          { name: 'UUID', value: <Uuid {...identity} /> },
        ]}
      />
      {identity.uuid && identity.hasUuid && (
        <CopyButton text={identity.uuid} label="Copy UUID" className="mt-1 -ml-2" />
      )}
    </>
  )
}

/** Without labels, so that a UUID fits into one line of the narrow column. */
function Brief(identity: Identity) {
  return (
    <>
      <p className="font-semibold [overflow-wrap:anywhere]">
        <Name {...identity} />
      </p>
      <Uuid {...identity} />
    </>
  )
}

function Name({ name }: Identity) {
  return name === null ? <NotGiven option="-name" /> : untrusted(name)
}

function Uuid({ uuid, hasUuid }: Identity) {
  return (
    <>
      {uuid && (
        <p className={hasUuid ? 'font-mono text-label/5' : 'font-mono text-label/5 text-ink-3'}>
          {untrusted(uuid)}
        </p>
      )}
      {hasUuid === false && <NotGiven option="-uuid" />}
    </>
  )
}

function NotGiven({ option }: { option: string }) {
  return (
    <span className="text-label font-normal text-ink-3">
      no <code>{option}</code> was given
    </span>
  )
}
