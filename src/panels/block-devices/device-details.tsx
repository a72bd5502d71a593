import type { Medium } from '#model/block-devices.ts'
import { formatBytes, formatCount } from '#model/units.ts'
import { type Fact, Facts } from '#ui/facts.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { deviceWords } from './medium-words.ts'
import type { BlockDeviceLine } from './use-block-devices.ts'

/** What stands behind each line of the table, for those who look closer. */
export function DeviceDetails({ lines }: { lines: readonly BlockDeviceLine[] }) {
  return (
    <div className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-x-6 gap-y-3 border-t border-line-soft pt-3">
      {lines.map((line) => (
        <section key={line.key} aria-label={line.name} className="min-w-0">
          <h3 className="mb-0.5 font-semibold">
            <Untrusted text={line.name} />{' '}
            <span className="font-normal text-ink-3">
              <Untrusted text={deviceWords(line)} />
            </span>
          </h3>
          <Facts facts={[...imageFacts(line), ...driverFacts(line), ...deviceFacts(line)]} />
        </section>
      ))}
    </div>
  )
}

function imageFacts({ medium }: BlockDeviceLine): Fact[] {
  if (!medium) return []
  const { virtualSize, actualSize, encrypted } = medium
  return [
    { name: 'Image', value: medium.path, mono: true },
    { name: 'Size', value: virtualSize && `${formatBytes(virtualSize)}, ${formatCount(virtualSize)} bytes` },
    { name: 'On the host', value: actualSize !== undefined ? formatBytes(actualSize) : undefined },
    { name: 'Based on', value: medium.backingDepth > 0 && <BackingImages medium={medium} /> },
    { name: 'Encryption', value: encrypted === undefined ? undefined : encrypted ? 'encrypted' : 'none' },
  ]
}

/** Nearest first; QEMU may count more than it names. */
function BackingImages({ medium: { backing, backingDepth } }: { medium: Medium }) {
  const unnamed = backingDepth - backing.length
  return (
    <ol>
      {backing.map(({ path, actualSize }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same file may stand twice in a chain
        <li key={index}>
          <code>
            <Untrusted text={path} />
          </code>
          {actualSize !== undefined && `, ${formatBytes(actualSize)}`}
        </li>
      ))}
      {unnamed > 0 && <li>{unnamed === 1 ? '1 more image' : `${unnamed} more images`}</li>}
    </ol>
  )
}

function driverFacts({ medium, details }: BlockDeviceLine): Fact[] {
  if (!medium) return []
  const { cache, detectZeroes } = details
  const filters = medium.filters.map(({ driver }) => driver).join(', ')
  return [
    { name: 'Node', value: medium.node, mono: true },
    { name: 'Cache', value: cache },
    { name: 'Filters', value: filters, mono: true },
    { name: 'Throttling', value: throttlingWords(details, medium) },
    { name: 'Detects zeroes', value: detectZeroes },
  ]
}

/** "none" only where QEMU reports the device's own limits and no node below has a group with more. */
function throttlingWords(
  { limits, throttleGroup }: BlockDeviceLine['details'],
  { filters }: Medium,
): string | undefined {
  if (limits === undefined) return undefined
  const own =
    limits.length > 0 ? `${limits.join(', ')}${throttleGroup ? `, group ${throttleGroup}` : ''}` : undefined
  const groups = filters
    .filter(({ driver }) => driver === 'throttle')
    .map(({ throttleGroup: group }) => (group === undefined ? 'by a throttle filter' : `by group ${group}`))
  return [own, ...groups].filter((words) => words !== undefined).join('; ') || 'none'
}

function deviceFacts({ tray, locked, device, qdev }: BlockDeviceLine): Fact[] {
  return [
    { name: 'Tray', value: tray && `${tray}${locked ? ', locked by the guest' : ''}` },
    { name: 'Drive', value: device, mono: true },
    { name: 'Device', value: qdev, mono: true },
  ]
}
