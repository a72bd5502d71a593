import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from '#api/api.ts'
import { App } from '#app/app.tsx'
import { browserClock } from '#app/browser-clock.ts'
import { firstReads } from '#app/first-reads.ts'
import { pageVisibility } from '#app/page-visibility.ts'
import { vmOfPath } from '#app/paths.ts'
import { keptText } from '#app/remembered.ts'
import { TokenStore } from '#app/token-store.ts'
import { parseJson } from '#qmp/wire/json.ts'
import { createAppServices, type VmSource } from '#query/app-services.ts'
import { askAhead, askListAhead } from '#query/ask-ahead.ts'
import { HostClock } from '#query/host-clock.ts'
import type { SchemaStore } from '#schema/schema-keeper.ts'

// The one file that builds the page: sockets, clock, chance and storage are handed in from here.

const tokens = new TokenStore()
tokens.takeFromAddress(location, history)

const demo = new URLSearchParams(location.search).get('demo')
const own = { browser: browserName(), page: randomName() }
const clock = new HostClock(browserClock)
let sessions = 0
/** How long the page stays empty for the first answers, in ms. */
const patience = 150

// No `await` at the top: the simulator's chunk imports from this one, which must have ended by then.
if (demo === null) start(bridge())
else void simulated(demo).then(start)

function start(source: VmSource): void {
  const services = createAppServices({
    source,
    clock,
    visibility: pageVisibility,
    idPrefix: () => `${own.browser}.${own.page}-${++sessions}`,
    own,
    random: Math.random,
    openSchemaStore: keptSchemas,
    seenStore: keptText('seen-faults'),
  })

  // Somebody who opens a VM's address wants that VM: QEMU is asked while the list of VMs is still loading.
  const opened = demo === null && tokens.get() !== undefined ? vmOfPath(location.pathname) : undefined
  const isAnswered = Promise.all([
    askListAhead(services),
    opened !== undefined && askAhead(services, opened, firstReads()),
  ])

  // A page in the browser's back/forward cache may stay there for minutes: it must hold no VM meanwhile.
  addEventListener('pagehide', () => services.rest())
  addEventListener('pageshow', ({ persisted }) => persisted && services.wake())

  const root = createRoot(document.getElementById('root') as HTMLElement)
  const show = () =>
    root.render(
      <StrictMode>
        <App
          services={services}
          tokenState={() => tokens.state}
          onToken={(token) => {
            tokens.set(token)
            services.forgetVms()
            void services.client.resetQueries()
          }}
        />
      </StrictMode>,
    )
  // To render with answers at once takes less time than to render without them and then again.
  void Promise.race([isAnswered, new Promise<void>((resolve) => browserClock.after(patience, resolve))]).then(
    show,
  )
}

function bridge(): VmSource {
  const api = createApi({
    origin: location.origin,
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      clock.answered(response.headers.get('date'))
      return response
    },
    WebSocket,
    parse: parseJson,
    token: () => tokens.get(),
  })
  return { ...api, list: () => tokens.provenBy(api.list) }
}

async function simulated(scenario: string): Promise<VmSource> {
  const { demoSource } = await import('#app/demo-source.ts')
  return demoSource(scenario, browserClock)
}

async function keptSchemas(): Promise<SchemaStore> {
  const { KeptSchemas } = await import('#app/kept-schemas.ts')
  return new KeptSchemas(() => localStorage, browserClock.now)
}

/** So that what was done before a reload, or in another tab, is known as this person's. */
function browserName(): string {
  const kept = keptText('browser')
  const name = kept.read() ?? randomName()
  kept.write(name)
  return name
}

function randomName(): string {
  // Not randomUUID, which a page by plain http from another host does not have.
  return crypto.getRandomValues(new Uint32Array(2)).reduce((text, word) => text + word.toString(36), 'p')
}
