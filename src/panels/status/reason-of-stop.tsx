import { oneLineJson } from '#model/one-line-json.ts'
import type { Reason } from '#model/reason.ts'
import type { RunState } from '#model/run-state.ts'
import { formatLatency } from '#model/units.ts'
import type { Since } from '#query/state-history.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { type Fact, Facts } from '#ui/facts.tsx'
import { LongText } from '#ui/long-text.tsx'
import { ReasonCard } from '#ui/reason-card.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import { DumpMemory } from './dump-memory.tsx'
import type { StatusVm } from './status-vm.ts'
import { useSeen } from './use-reason.ts'
import { WayOut } from './way-out.tsx'
import { SinceWhen, When } from './when.tsx'

interface Props {
  vm: StatusVm
  run: RunState
  since: Since
  reason: Reason
}

/** QEMU has stopped the VM by itself: what happened, what QEMU said, the way out. */
export function ReasonOfStop({ vm, run, since, reason }: Props) {
  const said = useSaid(vm, since, reason)
  return (
    <ReasonCard
      tone="bad"
      label="Reason"
      title={reason.title}
      columns={[
        { title: 'What happened', content: <Facts facts={factsOf(run, since, reason)} /> },
        {
          title: 'What QEMU said',
          corner: <CopyButton text={said.whole} />,
          content: (
            <pre className="rounded-control border border-line bg-sunken px-2.5 py-2 leading-[18px] whitespace-pre-wrap [overflow-wrap:anywhere]">
              <LongText text={said.short} />
            </pre>
          ),
        },
        { title: 'What to do', content: <WaysOut vm={vm} run={run} reason={reason} /> },
      ]}
    />
  )
}

/** As a list of steps, with the button that the most useful one names. */
function WaysOut({ vm, run, reason }: Omit<Props, 'since'>) {
  const [first] = reason.actions
  return (
    <>
      <ol className="list-decimal pl-[18px]">
        {reason.waysOut.map((way) => (
          <li key={way} className="[overflow-wrap:anywhere]">
            <LongText text={way} />
          </li>
        ))}
      </ol>
      {reason.look && <CodeBlock code={reason.look} className="mt-2" />}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {first && <WayOut vm={vm} run={run} name={first} primary />}
        {reason.memoryTells && vm.has('dump-guest-memory') && <DumpMemory vm={vm} />}
      </div>
    </>
  )
}

/** Facts whose value is from the wire or the host. */
const literal: ReadonlySet<string> = new Set(['Node', 'Image', 'Operation', 'I/O status'])

function factsOf(run: RunState, since: Since, reason: Reason): readonly Fact[] {
  const { tried } = reason
  return [
    { name: 'State', value: reason.facts.length === 0 ? <b>{untrusted(run.word)}</b> : undefined },
    ...reason.facts.map(({ label, value }) => ({
      name: label,
      value: <LongText text={value} />,
      mono: literal.has(label),
    })),
    {
      name: 'Since',
      // The cause came before the VM stopped.
      value: (
        <SinceWhen
          bare
          since={reason.since === undefined ? since : { ...since, at: reason.since, by: 'event' }}
        />
      ),
    },
    { name: 'Tried', value: tried && <Tried at={tried.at} after={tried.failedAfter} /> },
  ]
}

function Tried({ at, after }: { at: number; after: number }) {
  return (
    <>
      Resume, <When at={at} precision="second" />: failed after {formatLatency(Math.round(after))}
    </>
  )
}

/** The event, without its envelope for the eye and whole for the clipboard; else what query-status says. */
function useSaid(vm: StatusVm, since: Since, { said }: Reason): { short: string; whole: string } {
  const seen = useSeen(vm, since)
  const { data } = vm.useRead('query-status')
  const event = seen.find((candidate) => candidate === said)
  if (event) return { short: `${event.name} ${oneLineJson(event.data)}`, whole: event.text }
  const answer = oneLineJson(data ?? {})
  return { short: `query-status ${answer}`, whole: answer }
}
