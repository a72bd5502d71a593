import { lazyComponent } from '#ui/lazy-component.tsx'

/** The list of VMs comes when it is opened: most people come back to one VM. */
export const VmListPage = lazyComponent(async () => (await import('./vm-list-page.tsx')).VmListPage)
/** Only those without a token need it. */
export const SignIn = lazyComponent(async () => (await import('./sign-in.tsx')).SignIn)
/** Only a mistyped address leads to these. */
export const NotHere = lazyComponent(async () => (await import('./not-here.tsx')).NotHere)
export const NoPanel = lazyComponent(async () => (await import('./no-panel.tsx')).NoPanel)
