import { blockDeviceRows } from '#model/block-devices.ts'
import { imagesNotGiven } from '#model/start-again.ts'
import { LongText } from '#ui/long-text.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import type { StatusVm } from './status-vm.ts'

/** How QEMU is started again, and what its first command line would leave out. */
export function StartAgain({ vm }: { vm: StatusVm }) {
  const args = vm.useProcess().data?.commandLine
  const { data: blocks } = vm.useRead('query-block')
  const missing = args && blocks ? imagesNotGiven(args, blockDeviceRows(blocks, undefined, [])) : []
  return (
    <>
      This page reconnects by itself when QEMU is started again. What was plugged in or changed while it ran
      is not on its command line.
      {missing.map(({ device, path }) => (
        <span key={device} className="block font-semibold text-bad">
          {untrusted(device)} last had{' '}
          <code>
            <LongText text={path} />
          </code>
          , which the command line does not name: starting without it loses what was written to it.
        </span>
      ))}
    </>
  )
}
