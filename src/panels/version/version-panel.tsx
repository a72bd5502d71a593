import { machineName } from '#model/machine-name.ts'
import { type QemuVersion, versionOf } from '#model/version.ts'
import { CopyButton } from '#ui/copy-button.tsx'
import { Facts } from '#ui/facts.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import type { VersionVm } from './version-vm.ts'

/** Which QEMU it is, and which machine it plays. */
export function VersionPanel({ vm }: { vm: VersionVm }) {
  const { data, error } = vm.useRead('query-version')
  const target = vm.useRead('query-target').data
  const machine = vm.useRead('qom-get', { args: machineType }).data
  if (data === undefined) return <Unanswered error={error} />
  const version = versionOf(data)
  return (
    <>
      <Facts
        facts={[
          {
            name: 'QEMU',
            value: (
              <b>
                {version.label}
                {stages[version.stage]}
              </b>
            ),
          },
          { name: 'Package', value: version.package },
          { name: 'Target', value: target?.arch },
          { name: 'Machine', value: machineName(machine), mono: true },
        ]}
      />
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
