import { formatBytes, formatCount } from '#model/units.ts'
import { type Fact, Facts } from '#ui/facts.tsx'
import { Foreign } from '#ui/foreign.tsx'
import { deviceWords } from './medium-words.ts'
import type { BlockDeviceLine } from './use-block-devices.ts'

/** What stands behind each line of the table, for those who look closer. */
export function DeviceDetails({ lines }: { lines: readonly BlockDeviceLine[] }) {
  return (
    <div className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-x-6 gap-y-3 border-t border-line-soft pt-3">
      {lines.map((line) => (
        <section key={line.key} aria-label={line.name} className="min-w-0">
          <h3 className="mb-0.5 font-semibold">
            <Foreign text={line.name} />{' '}
            <span className="font-normal text-ink-3">
              <Foreign text={deviceWords(line)} />
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
  const { virtualSize, actualSize, backing, backingDepth } = medium
  const images = backingDepth === 1 ? '1 image' : `${backingDepth} images`
  return [
    { name: 'Image', value: medium.path, mono: true },
    { name: 'Size', value: virtualSize && `${formatBytes(virtualSize)}, ${formatCount(virtualSize)} bytes` },
    { name: 'On the host', value: actualSize !== undefined ? formatBytes(actualSize) : undefined },
    {
      name: 'Built upon',
      value: backing && (
        <>
          {images}:{' '}
          <code>
            <Foreign text={backing} />
          </code>
        </>
      ),
    },
    { name: 'Encryption', value: medium.encrypted ? 'encrypted' : 'none' },
  ]
}

function driverFacts({ medium, details }: BlockDeviceLine): Fact[] {
  if (!medium) return []
  const { cache, limits, throttleGroup, detectZeroes } = details
  const shared = throttleGroup ? `, group ${throttleGroup}` : ''
  return [
    { name: 'Node', value: medium.node, mono: true },
    { name: 'Cache', value: cache },
    { name: 'Throttling', value: limits.length > 0 ? `${limits.join(', ')}${shared}` : 'none' },
    { name: 'Detects zeroes', value: detectZeroes },
  ]
}

function deviceFacts({ tray, locked, device, qdev }: BlockDeviceLine): Fact[] {
  return [
    { name: 'Tray', value: tray && `${tray}${locked ? ', locked by the guest' : ''}` },
    { name: 'Drive', value: device, mono: true },
    { name: 'Device', value: qdev, mono: true },
  ]
}
