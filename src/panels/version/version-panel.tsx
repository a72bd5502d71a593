import { machineName } from '#model/machine-name.ts'
import { type QemuVersion, versionOf } from '#model/version.ts'
import { CopyButton } from '#ui/copy-button.tsx'
import { Facts } from '#ui/facts.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import type { VersionVm } from './version-vm.ts'

/** Which QEMU it is, and which machine it plays. */
export function VersionPanel({ vm, brief }: { vm: VersionVm; brief: boolean }) {
  const { data, error } = vm.useRead('query-version')
  const target = vm.useRead('query-target').data
  const machine = vm.useRead('qom-get', { args: machineType }).data
  if (data === undefined) return <Unanswered error={error} />
  const { label, stage, package: packaged } = versionOf(data)
  const version = (
    <b>
      {label}
      {stages[stage]}
    </b>
  )
  return (
    <>
      {brief ? (
        <>
          <p className="[overflow-wrap:anywhere]">
            {version} {packaged && <span className="text-label text-ink-2">{untrusted(packaged)}</span>}
          </p>
          <p className="text-ink-2 [overflow-wrap:anywhere]">
            <code>{untrusted(machineName(machine))}</code>
            {target && <>, {untrusted(target.arch)}</>}
          </p>
        </>
      ) : (
        <Facts
          facts={[
            { name: 'QEMU', value: version },
            { name: 'Package', value: packaged },
            { name: 'Target', value: target?.arch },
            { name: 'Machine', value: machineName(machine), mono: true },
          ]}
        />
      )}
      <CopyButton
        text={async () => (await import('./vm-info-text.ts')).vmInfoText(vm)}
        label="Copy as text"
        className="mt-1 -ml-2"
      />
    </>
  )
}

const machineType = { path: '/machine', property: 'type' }

const stages: Record<QemuVersion['stage'], string> = {
  release: '',
  candidate: ', release candidate',
  development: ', between releases',
  unknown: '',
}
