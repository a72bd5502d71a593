import { Link } from 'wouter'
import { useListChanges } from '#query/use-list-changes.ts'
import { Card } from '#ui/card.tsx'
import { CodeBlock } from '#ui/code-block.tsx'
import { Icon } from '#ui/icon.tsx'

const command = 'qemu-system-x86_64 -accel kvm -m 2G -drive file=disk.qcow2,if=virtio \\\n  '
const unix = '-qmp unix:/tmp/vm1.qmp,server=on,wait=off'
const tcp = '-qmp tcp:127.0.0.1:4444,server=on,wait=off'

/** Shown where there is no VM yet: how to give QEMU a QMP socket, and how to open it here. */
export function FirstVisit({ offersDemo }: { offersDemo: boolean }) {
  const changes = useListChanges()
  return (
    <div className="grid grid-cols-1 items-start gap-4 p-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] phone:p-2">
      <Card className="px-5! py-4! phone:px-4!">
        <div className="prose">
          <h2 className="text-head font-semibold">1. Start QEMU with a QMP socket</h2>
          <p>Add the marked part to your QEMU command line, then start it.</p>
          <CommandLine title="Unix socket" hint="only you can reach it" option={unix} />
          <CommandLine title="TCP" hint="when a port is needed" option={tcp} />
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3.5 gap-y-0.5">
            <dt>
              <code className="text-ink-2">server=on</code>
            </dt>
            <dd>QEMU listens; the dashboard can connect and reconnect at any time.</dd>
            <dt>
              <code className="text-ink-2">wait=off</code>
            </dt>
            <dd>The guest starts at once, without waiting for a client.</dd>
          </dl>
          <p className="flex items-start gap-2">
            <Icon name="alert" tone="warn" className="mt-0.5" />
            <span className="min-w-0">
              Anyone who can reach this socket controls QEMU and can read and write your files. Keep TCP on
              127.0.0.1.
            </span>
          </p>
        </div>
      </Card>
      <div className="grid gap-4">
        <Card className="px-5! py-4! phone:px-4!">
          <div className="prose">
            <h2 className="text-head font-semibold">2. Give the dashboard the address</h2>
            <p>
              {changes ? 'Press “Add VM” above, or stop the dashboard' : 'Stop it'} with Ctrl+C, and start it
              with:
            </p>
            <CodeBlock code="npm start -- unix:/tmp/vm1.qmp" />
            <p className="text-ink-2">
              QEMU’s own <code>-qmp</code> option can be pasted as it is.
            </p>
          </div>
        </Card>
        {offersDemo && <Demo />}
      </div>
    </div>
  )
}

function Demo() {
  return (
    <Card className="px-5! py-4! phone:px-4!">
      <div className="prose">
        <h2 className="text-head font-semibold">No QEMU?</h2>
        <p>Try a simulated VM, which runs in this page.</p>
        <p>
          <Link href="/?demo=default" className="link">
            Open the demo
          </Link>
        </p>
      </div>
    </Card>
  )
}

function CommandLine({ title, hint, option }: { title: string; hint: string; option: string }) {
  return (
    <CodeBlock title={title} hint={hint} code={command + option}>
      {command}
      <mark>{option}</mark>
    </CodeBlock>
  )
}
