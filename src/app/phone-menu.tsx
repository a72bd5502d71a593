import { type ReactNode, useState } from 'react'
import type { ListedVm, Role } from '#api/types.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Logo } from '#ui/logo.tsx'
import { ThemeButton } from '#ui/theme-button.tsx'
import { useIsNarrow } from '#ui/use-screen.ts'
import { VmNavigation } from './side.tsx'

const Sheet = lazyComponent(async () => (await import('#ui/sheet.tsx')).Sheet)

/** On a phone, the button that brings the list of VMs up as a sheet; elsewhere the side bar is there. */
export function VmsMenu({ vms, role }: { vms: readonly ListedVm[]; role: Role | undefined }) {
  const [open, setOpen] = useState(false)
  if (!useIsNarrow()) return null
  return (
    <>
      <IconButton label="All VMs" icon="menu" onClick={() => setOpen(true)} />
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={<SheetTitle />}
        header={<ThemeButton size={28} />}
      >
        <VmNavigation vms={vms} onChosen={() => setOpen(false)} />
        {role && <p className="px-2 pt-2 text-label text-ink-2">{role}</p>}
      </Sheet>
    </>
  )
}

function SheetTitle() {
  return (
    <span className="flex items-center gap-2">
      <Logo />
      QMP Dashboard
    </span>
  )
}

/** On a phone, one button for all actions, in a sheet; elsewhere the actions themselves. */
export function ActionsMenu({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  if (!useIsNarrow()) return children
  return (
    <>
      <Button icon="up" onClick={() => setOpen(true)}>
        Actions
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title="Actions">
        {children}
      </Sheet>
    </>
  )
}
