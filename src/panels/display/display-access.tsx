import { type DisplayClient, type DisplayRow, isOpenToNetwork } from '#model/display.ts'
import { socketAddress, type ViewerCommand, viewerCommand } from '#model/display-access.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { type Fact, Facts } from '#ui/facts.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import { OpenToNetwork } from './display-line.tsx'

/** All about one display: where it is, who may look, who does, and how to join them. */
export function DisplayAccess({ display }: { display: DisplayRow }) {
  const { kind, id, title, listeners, auth, tls, clients } = display
  if (kind === 'window') return <p>{title} on QEMU’s host</p>
  const facts: Fact[] = [
    { name: 'Listens at', value: listeners.length > 0 ? <Listeners listeners={listeners} /> : undefined },
    {
      name: 'Access',
      value: auth && (
        <>
          {untrusted(auth)} {isOpenToNetwork(display) && <OpenToNetwork />}
        </>
      ),
    },
    { name: 'Encrypted', value: tls ? 'TLS' : 'no' },
    { name: 'Viewers', value: clients.length === 0 ? 'none' : <Clients clients={clients} /> },
    { name: 'Server', value: kind === 'VNC' ? id : undefined, mono: true },
  ]
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-0.5 font-semibold [overflow-wrap:anywhere]">{untrusted(title)}</h3>
      <Facts facts={facts} />
      <HowToConnect viewer={viewerCommand(display)} />
    </section>
  )
}

function Listeners({ listeners }: Pick<DisplayRow, 'listeners'>) {
  return (
    <ul>
      {listeners.map((listener) => (
        <li key={listener.address}>
          <code>{untrusted(socketAddress(listener))}</code>, {listener.transport}
        </li>
      ))}
    </ul>
  )
}

function Clients({ clients }: { clients: readonly DisplayClient[] }) {
  return (
    <ul>
      {clients.map(({ address, transport, user }) => (
        <li key={address}>
          <code>{untrusted(address)}</code>
          {transport !== 'plain' && `, ${transport}`}
          {user && <>, {untrusted(user)}</>}
        </li>
      ))}
    </ul>
  )
}

function HowToConnect({ viewer }: { viewer: ViewerCommand | undefined }) {
  if (!viewer) return null
  return (
    <CodeBlock
      className="mt-1"
      title="To connect"
      hint={viewer.needsHost ? 'HOST is the machine that runs QEMU' : undefined}
      code={viewer.command}
    />
  )
}
