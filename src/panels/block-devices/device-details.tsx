import {
  cacheMode,
  controllerOf,
  type DeviceProperty,
  type DeviceSetup,
  deviceProperties,
  deviceSetup,
} from '#model/block-device-details.ts'
import type { Medium } from '#model/block-devices.ts'
import { type DriveOptions, driveOptions } from '#model/drive-options.ts'
import { pathOfDevice } from '#model/qom.ts'
import type { Throttling } from '#model/throttling.ts'
import { formatBytes, formatCount } from '#model/units.ts'
import { isAtLeast } from '#model/version.ts'
import { type Fact, Facts } from '#ui/facts.tsx'
import { LongText } from '#ui/long-text.tsx'
import type { BlockDevicesVm } from './block-devices-vm.ts'
import { longestName } from './device-columns.tsx'
import type { BlockDeviceLine } from './use-block-devices.ts'

/** What is behind a row: its image whole, and how the device was set up. Defaults are named in one sentence. */
export function DeviceDetails({ vm, line }: { vm: BlockDevicesVm; line: BlockDeviceLine }) {
  const setup = useDeviceSetup(vm, line.qdev)
  const cache = useCacheMode(vm, line)
  const atStart = driveOptions(vm.useProcess().data?.commandLine ?? [], {
    device: line.device,
    path: line.medium?.path ?? '',
  })
  const defaults = defaultsOf(line, cache)
  return (
    <section aria-label={`Details of ${line.name}`} className="pb-2 pl-5">
      <Facts
        facts={[
          ...imageFacts(line),
          ...handlingFacts(line, cache),
          ...setupFacts(setup, atStart),
          ...nameFacts(line),
        ]}
      />
      {defaults !== '' && <p className="text-ink-3">{defaults}</p>}
    </section>
  )
}

function imageFacts({ medium }: BlockDeviceLine): Fact[] {
  if (!medium) return []
  const { virtualSize, actualSize, offset } = medium
  return [
    { name: 'Image', value: <ImagePath path={medium.path} />, mono: true },
    { name: 'Size', value: virtualSize !== undefined ? sizeWords(virtualSize) : undefined },
    { name: 'From byte', value: offset !== undefined ? formatCount(offset) : undefined },
    { name: 'On the host', value: actualSize !== undefined ? formatBytes(actualSize) : undefined },
    { name: 'Based on', value: medium.backingDepth > 0 ? <BackingImages medium={medium} /> : undefined },
    { name: 'Encryption', value: medium.encrypted ? 'encrypted' : undefined },
  ]
}

/** The images of a quorum are one a line. */
function ImagePath({ path }: { path: string }) {
  return (
    <span className="whitespace-pre-line">
      <LongText text={path} />
    </span>
  )
}

function sizeWords(bytes: number | bigint): string {
  return `${formatBytes(bytes)}, ${formatCount(bytes)} bytes`
}

/** Nearest first; QEMU may count more than it names. */
function BackingImages({ medium: { backing, backingDepth } }: { medium: Medium }) {
  const unnamed = backingDepth - backing.length
  return (
    <ol>
      {backing.map(({ path, format, virtualSize, actualSize }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be twice in a chain
        <li key={index}>
          <code>
            <LongText text={path} />
          </code>
          {[
            format,
            virtualSize !== undefined ? formatBytes(virtualSize) : undefined,
            actualSize !== undefined ? `${formatBytes(actualSize)} on the host` : undefined,
          ]
            .filter((words) => words !== undefined)
            .map((words) => `, ${words}`)}
        </li>
      ))}
      {unnamed > 0 && <li>{unnamed === 1 ? '1 more image' : `${unnamed} more images`}</li>}
    </ol>
  )
}

function handlingFacts({ medium, details, throttling }: BlockDeviceLine, cache: string | undefined): Fact[] {
  if (!medium) return []
  return [
    { name: 'Limits', value: limitWords(throttling) },
    { name: 'Cache', value: cache === 'writeback' ? undefined : cache },
    {
      name: 'Filters',
      value: medium.filters.map(({ driver }) => driver).join(', ') || undefined,
      mono: true,
    },
    { name: 'Detects zeroes', value: details.detectZeroes },
  ]
}

/** `500 IOPS (group tg0)`, or the group where its limits are not known. */
function limitWords(throttling: readonly Throttling[]): string | undefined {
  const words = throttling.flatMap(({ limits, group }) => {
    if (limits === undefined) return group === undefined ? [] : [`by group ${group}`]
    if (limits.length === 0) return []
    return [`${limits.join(', ')}${group === undefined ? '' : ` (group ${group})`}`]
  })
  return words.length > 0 ? words.join('; ') : undefined
}

/** What is as it is by default, as far as QEMU reports it. */
function defaultsOf({ medium, throttling }: BlockDeviceLine, cache: string | undefined): string {
  if (!medium) return ''
  const isUnlimited = throttling.length > 0 && throttling.every(({ limits }) => limits?.length === 0)
  const said = [
    medium.encrypted === false ? 'not encrypted' : undefined,
    isUnlimited ? 'no limits' : undefined,
    cache === 'writeback' ? 'cache mode writeback' : undefined,
  ].filter((words) => words !== undefined)
  const sentence = said.join(', ')
  return sentence && `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

/** `-drive` may have said what happens on errors, of which the device then knows nothing. */
function setupFacts(setup: DeviceSetup, atStart: DriveOptions): Fact[] {
  return [
    { name: 'Serial number', value: setup.serial, mono: true },
    { name: 'Boot index', value: setup.bootIndex !== undefined ? formatCount(setup.bootIndex) : undefined },
    { name: 'On write error', value: setup.onWriteError ?? atStart.onWriteError, mono: true },
    { name: 'On read error', value: setup.onReadError ?? atStart.onReadError, mono: true },
    { name: 'AIO at start', value: atStart.aio, mono: true },
    { name: 'Discard at start', value: atStart.discard, mono: true },
    { name: 'I/O thread', value: setup.ioThread, mono: true },
  ]
}

/** Each name that differs from that of the row. */
function nameFacts({ name, tray, locked, device, qdev, medium }: BlockDeviceLine): Fact[] {
  const path = qdev?.startsWith('/') && !qdev.includes(`/${name}/`) ? qdev : undefined
  return [
    { name: 'Name', value: name.length > longestName ? <LongText text={name} /> : undefined },
    { name: 'Tray', value: tray && `${tray}${locked ? ', locked by the guest' : ''}` },
    { name: 'Node', value: medium?.node, mono: true },
    { name: 'Drive', value: device && device !== name ? <LongText text={device} /> : undefined, mono: true },
    { name: 'QOM path', value: path && <LongText text={path} />, mono: true },
  ]
}

/** A CD is not written to, and with `-snapshot` QEMU itself chooses how to cache its temporary file. */
function useCacheMode(vm: BlockDevicesVm, { kind, medium, details }: BlockDeviceLine): string | undefined {
  const { data: version } = vm.useRead('query-version')
  const hasMode = kind !== 'cdrom' && medium?.discardsWrites === false
  const { data: nodes } = vm.useRead('query-named-block-nodes', {
    // Without it each node comes with its whole chain.
    args: isAtLeast(version, 5, 0) ? { flat: true } : undefined,
    when: hasMode && version !== undefined,
  })
  return hasMode ? cacheMode(details, medium, nodes) : undefined
}

type Values = Readonly<Partial<Record<DeviceProperty, unknown>>>

/** What QOM says of a device, and of the controller where the device itself has no I/O thread. */
function useDeviceSetup(vm: BlockDevicesVm, qdev: string | undefined): DeviceSetup {
  const device = useProperties(vm, qdev === undefined ? undefined : pathOfDevice(qdev))
  const controller = useProperties(vm, 'iothread' in device ? undefined : controllerOf(device.parent_bus))
  return deviceSetup(device, controller)
}

/** Those properties that the object has; asking for others would be refused. */
function useProperties(vm: BlockDevicesVm, path: string | undefined): Values {
  const [listed] = vm.useReads('qom-list', path === undefined ? [] : [{ path }])
  const has = new Set(listed?.data?.map(({ name }) => name))
  const asked = deviceProperties.filter((property) => has.has(property))
  const answers = vm.useReads(
    'qom-get',
    path === undefined ? [] : asked.map((property) => ({ path, property })),
  )
  return Object.fromEntries(asked.map((property, index) => [property, answers[index]?.data]))
}
