import { formatCount, formatLatency, formatPerSecond, formatRate } from '#model/units.ts'
import type { Column } from '#ui/data-table.tsx'
import { ToneText } from '#ui/tone-text.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { type MediaVm, MediumCell } from './medium-cell.tsx'
import { deviceWords } from './medium-words.ts'
import type { BlockDeviceLine } from './use-block-devices.ts'

/** The table as a person reads it: what it is, what is in it, what it does, whether it is well. */
export function deviceColumns(vm: MediaVm, brief: boolean): Column<BlockDeviceLine>[] {
  return [
    {
      id: 'device',
      head: 'Device',
      className: 'min-w-[150px]',
      cell: (line) => (
        <>
          <b>
            <Untrusted text={line.name} />
          </b>{' '}
          <span className="text-ink-3">
            <Untrusted text={deviceWords(line)} />
          </span>
        </>
      ),
    },
    { id: 'image', head: 'Image', cell: (line) => <MediumCell vm={vm} device={line} brief={brief} /> },
    number('read', 'Read', ({ rates }) => rates?.read, formatRate),
    number('write', 'Write', ({ rates }) => rates?.write, formatRate),
    { ...number('iops', 'IOPS', ({ rates }) => rates?.operations, formatPerSecond), low: true },
    { ...number('latency', 'Latency', ({ rates }) => rates?.latency, formatLatency), low: true },
    { ...number('failed', 'Failed', ({ failed }) => failed, formatCount), low: true },
    { id: 'status', head: 'I/O status', numeric: true, cell: ({ ioStatus }) => <IoStatus word={ioStatus} /> },
  ]
}

/** Nothing is `0` without a unit; what QEMU does not report is a dash. */
function number(
  id: string,
  head: string,
  of: (line: BlockDeviceLine) => number | undefined,
  format: (value: number) => string,
): Column<BlockDeviceLine> {
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
