import { later } from '#ui/later.tsx'

/** The list of VMs comes when it is opened: most people come back to one VM. */
export const VmListPage = later(async () => (await import('./vm-list-page.tsx')).VmListPage)
/** Only those without a token need it. */
export const SignIn = later(async () => (await import('./sign-in.tsx')).SignIn)
/** Only a mistyped address leads to these. */
export const NotHere = later(async () => (await import('./not-here.tsx')).NotHere)
export const NoPanel = later(async () => (await import('./no-panel.tsx')).NoPanel)
