import { useNow } from '#query/use-now.ts'
import { Button } from '#ui/button.tsx'
import { titleFollows } from '#ui/page-heading.tsx'
import type { StatusVm } from './status-vm.ts'

/** Which attempt comes when. */
export function NextTry({ vm }: { vm: StatusVm }) {
  const link = vm.useSnapshot((snapshot) => snapshot.link)
  const now = useNow(500)
  if (link.phase === 'connecting') return <>try {link.attempt}, now</>
  if (link.phase !== 'waiting') return null
  return (
    <>
      try {link.attempt + 1} <b>in {Math.max(0, Math.ceil((link.nextAt - now) / 1000))} s</b>
    </>
  )
}

export function TryNow({ vm }: { vm: StatusVm }) {
  const phase = vm.useSnapshot(({ link }) => link.phase)
  if (phase === 'ended') return null
  return (
    <Button ref={titleFollows} busy={phase === 'connecting'} onClick={() => vm.tryNow()}>
      Try now
    </Button>
  )
}
