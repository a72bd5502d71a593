import { Notice } from '#ui/notice.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import type { StatusVm } from './status-vm.ts'

/** The first attempt to connect is under way, and nothing has gone wrong. */
export function Connecting({ vm }: { vm: StatusVm }) {
  return (
    <Notice tone="accent" icon="spinner">
      Connecting to QEMU
      {vm.address !== undefined && (
        <>
          {' at '}
          <Untrusted text={vm.address} />
        </>
      )}
      .
    </Notice>
  )
}
