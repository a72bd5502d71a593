import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Route, Switch } from 'wouter'
import type { ListedVm, Role } from '#api/types.ts'
import { type GroupId, groups } from '#panels/panel.ts'
import { type AppServices, AppServicesContext } from '#query/app-services.ts'
import { useVms } from '#query/use-vms.ts'
import { Button } from '#ui/button.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Boundary } from './boundary.tsx'
import { NotHere, SignIn, VmListPage } from './pages.ts'
import { Shell } from './shell.tsx'
import type { TokenState } from './token-store.ts'
import { VmPage } from './vm-page.tsx'

interface Props {
  services: AppServices
  /** Keeps the typed token, and asks again with it. */
  onToken: (token: string) => void
  tokenState: () => TokenState
}

export function App({ services, onToken, tokenState }: Props) {
  return (
    <AppServicesContext value={services}>
      <QueryClientProvider client={services.client}>
        <Boundary what="The page">
          <Gate onToken={onToken} tokenState={tokenState} />
        </Boundary>
      </QueryClientProvider>
    </AppServicesContext>
  )
}

/** Nothing is shown without a token, and nothing is lost when the server goes for a moment. */
function Gate({ onToken, tokenState }: Omit<Props, 'services'>) {
  const { list, error, askAgain } = useVms()
  if (error && 'kind' in error && error.kind === 'unauthorized') {
    return <SignIn refused={tokenState()} onToken={onToken} />
  }
  if (list) return <Routes vms={list.vms} role={list.role} />
  if (!error)
    return (
      <div className="p-4">
        <Skeleton />
      </div>
    )
  return (
    <main className="p-4">
      <Notice
        tone="bad"
        icon="unplug"
        loud
        detail={<LongText text={error.message} />}
        action={<Button onClick={askAgain}>Try now</Button>}
      >
        {'kind' in error ? 'The dashboard does not answer.' : 'There is no VM to show.'}
      </Notice>
    </main>
  )
}

function Routes({ vms, role }: { vms: readonly ListedVm[]; role: Role }) {
  const seen = useSeen(vms)
  // One QEMU is one row, by however many of its sockets it was given; each has its page still.
  const rows = useMemo(() => vms.filter(({ sameAs }) => sameAs === undefined), [vms])
  return (
    <Switch>
      <Route path="/">
        <Shell vms={rows} role={role}>
          <VmListPage vms={rows} role={role} />
        </Shell>
      </Route>
      <Route path="/vm/:id/:group?/:panel?">
        {({ id, group = 'overview', panel }: { id: string; group?: string; panel?: string }) => {
          const vm = vms.find((one) => one.id === id)
          if (!vm) return <NotHere vms={vms} role={role} gone={seen.get(id)} what={`VM “${id}”`} />
          if (!isGroup(group)) return <NotHere vms={vms} role={role} vm={vm} what={`page “${group}”`} />
          return (
            <Shell vms={rows} role={role} vm={vm} dock={group !== 'qmp'}>
              <VmPage key={vm.id} vms={rows} listed={vm} group={group} panel={panel} />
            </Shell>
          )
        }}
      </Route>
      <Route>
        <NotHere vms={vms} role={role} what="page" />
      </Route>
    </Switch>
  )
}

/** By their IDs, the VMs that were in the list since this page was loaded. */
function useSeen(vms: readonly ListedVm[]): ReadonlyMap<string, ListedVm> {
  const [seen] = useState(() => new Map<string, ListedVm>())
  useEffect(() => {
    for (const vm of vms) seen.set(vm.id, vm)
  }, [seen, vms])
  return seen
}

function isGroup(text: string): text is GroupId {
  return groups.some(({ id }) => id === text)
}
