import type { BlockDeviceRow, Medium } from '#model/block-devices.ts'
import type { Throttling } from '#model/throttling.ts'
import {
  formatBytes,
  formatBytesOf,
  formatCount,
  formatLatency,
  formatPerSecond,
  formatRate,
} from '#model/units.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import { cx } from '#ui/cx.ts'
import type { Column } from '#ui/data-table.tsx'
import { Icon } from '#ui/icon.tsx'
import { LongText } from '#ui/long-text.tsx'
import { ToneText } from '#ui/tone-text.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { beginningOf, visibleText } from '#ui/visible-text.ts'
import { DeviceFaults } from './device-faults.tsx'
import { MediumActs, type MediumActsVm } from './medium-acts.tsx'
import type { BlockDeviceLine } from './use-block-devices.ts'

/** Which rows have their details open; a table without them is brief. */
interface Opening {
  isOpen: (line: BlockDeviceLine) => boolean
  toggle: (key: string) => void
}

type Columns = Column<BlockDeviceLine>[]
type ColumnsVm = MediumActsVm & PanelVm<'query-block', never>

/** The table as a person reads it: what it is, what is in it, what it does, whether it is well. */
export function deviceColumns(vm: ColumnsVm, opening: Opening | undefined): Columns {
  const brief = opening === undefined
  const figures: Columns = [
    number('read', 'Read', ({ rates }) => rates?.read, formatRate),
    number('write', 'Write', ({ rates }) => rates?.write, formatRate),
    { ...number('iops', 'IOPS', ({ rates }) => rates?.operations, formatPerSecond), low: true },
    { ...number('latency', 'Latency', ({ rates }) => rates?.latency, formatLatency), low: true },
    { ...number('failed', 'Failed', ({ failed }) => failed, formatCount), low: true },
    { id: 'status', head: 'I/O status', numeric: true, cell: ({ ioStatus }) => <IoStatus word={ioStatus} /> },
  ]
  return [
    {
      id: 'device',
      head: 'Device',
      className: brief ? 'min-w-[150px]' : 'min-w-[185px]',
      cell: (line) => (
        <>
          <DeviceCell line={line} opening={opening} />
          <DeviceFaults vm={vm} device={line} />
        </>
      ),
    },
    {
      id: 'image',
      head: 'Image',
      cell: (line) => <MediumCell vm={vm} line={line} brief={brief} />,
      // An empty drive that is well has no figures.
      span: ({ medium, ioStatus, failed }) =>
        medium === undefined && ioStatus === undefined && failed === undefined ? 1 + figures.length : 1,
    },
    ...figures,
  ]
}

/** Longer names are cut in the table; their details have them whole. */
export const longestName = 48

function DeviceCell({ line, opening }: { line: BlockDeviceLine; opening: Opening | undefined }) {
  const shown = beginningOf(line.name, longestName)
  const name = (
    <b className="min-w-0 [overflow-wrap:anywhere]">
      <Untrusted text={shown === line.name ? shown : `${shown}…`} />
    </b>
  )
  const isOpen = opening?.isOpen(line) ?? false
  return (
    <>
      {opening ? (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => opening.toggle(line.key)}
          className="inline-flex items-baseline gap-1 text-left phone:-my-2 phone:py-3"
        >
          <Icon name="right" className={cx('self-center text-ink-3', isOpen && 'rotate-90')} />
          {name}
        </button>
      ) : (
        name
      )}{' '}
      <span className="text-ink-3">
        <Untrusted text={deviceWords(line)} />
      </span>
    </>
  )
}

/** What is in a device, and for a drive the buttons that change it. */
function MediumCell({ vm, line, brief }: { vm: MediumActsVm; line: BlockDeviceLine; brief: boolean }) {
  if (!line.removable) return <MediumWords line={line} />
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0">
        <MediumWords line={line} />
      </span>
      <MediumActs vm={vm} device={line} brief={brief} />
    </div>
  )
}

export function MediumWords({ line }: { line: BlockDeviceLine }) {
  const { medium } = line
  if (!medium) return <span className="text-ink-2">{emptyWords(line)}</span>
  return (
    <>
      <code title={beginningOf(visibleText(medium.path), 400)} className="[overflow-wrap:anywhere]">
        <LongText text={medium.name} most={80} />
      </code>{' '}
      <span className="text-ink-2">
        <Untrusted text={mediumWords(medium, line)} />
      </span>
    </>
  )
}

/** Nothing is `0` without a unit; what QEMU does not report is a dash. */
function number(
  id: string,
  head: string,
  of: (line: BlockDeviceLine) => number | undefined,
  format: (value: number) => string,
): Columns[number] {
  return {
    id,
    head,
    numeric: true,
    cell: (line) => {
      const value = of(line)
      return value === undefined ? <span className="text-ink-3">–</span> : value === 0 ? '0' : format(value)
    },
  }
}

function IoStatus({ word }: { word: string | undefined }) {
  if (word === undefined) return <span className="text-ink-3">–</span>
  if (word === 'ok') return 'ok'
  return (
    <ToneText tone="bad" icon="alert" className="font-semibold">
      <Untrusted text={word} />
    </ToneText>
  )
}

/** Formats whose file is as long as the disk it holds, holes aside. */
const plain = ['raw', 'file', 'host_device', 'host_cdrom']

/** `8.6 of 20 GiB` where the image grows with what is written, else its size; undefined where QEMU does not say. */
function sizeOf({ format, virtualSize, actualSize }: Medium): string | undefined {
  if (virtualSize === undefined) return undefined
  const grows = format !== undefined && !plain.includes(format)
  return grows && actualSize !== undefined ? formatBytesOf(actualSize, virtualSize) : formatBytes(virtualSize)
}

/** What follows the name of the image: `qcow2, 8.6 of 20 GiB, read-only`. */
function mediumWords(medium: Medium, { tray, throttling }: BlockDeviceLine): string {
  const said = [
    medium.filters.some(({ driver }) => driver === 'quorum')
      ? `quorum of ${medium.format ?? 'images'}`
      : medium.format,
    sizeOf(medium),
    medium.readOnly ? 'read-only' : undefined,
    medium.encrypted ? 'encrypted' : undefined,
    throttledWords(throttling),
    medium.discardsWrites ? 'changes discarded at exit (-snapshot)' : undefined,
    tray === 'open' ? 'tray open' : undefined,
  ]
  return said.filter((word) => word !== undefined).join(', ')
}

/** A group whose limits are not known is named: it may have none. */
function throttledWords(throttling: readonly Throttling[]): string | undefined {
  if (throttling.some(({ limits }) => limits !== undefined && limits.length > 0)) return 'throttled'
  const unknown = throttling.find(({ limits, group }) => limits === undefined && group !== undefined)
  return unknown && `in throttle group ${unknown.group}`
}

/** What is said in place of an image: `tray open, no medium`. */
function emptyWords({ removable, tray, kind, attached }: BlockDeviceRow): string {
  // A disk cannot be made without an image, and QEMU drops one that it finds corrupt.
  if (!removable) return kind === 'disk' && attached ? 'no image any more' : 'no image'
  return tray === 'open' ? 'tray open, no medium' : 'no medium'
}

const kinds: Record<BlockDeviceRow['kind'], string> = {
  disk: 'disk',
  cdrom: 'CD drive',
  floppy: 'floppy drive',
  firmware: 'firmware',
  unknown: 'removable',
}

/** What the device is: its model, else what kind of thing it is. */
function deviceWords({ model, kind }: BlockDeviceRow): string {
  return model ?? kinds[kind]
}
