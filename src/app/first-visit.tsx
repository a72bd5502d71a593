import { Link } from 'wouter'
import { Card } from '#ui/card.tsx'
import { CodeBlock } from '#ui/code-block.tsx'
import { Notice } from '#ui/notice.tsx'

const command = 'qemu-system-x86_64 -accel kvm -m 2G -drive file=disk.qcow2,if=virtio \\\n  '
const unix = '-qmp unix:/tmp/vm1.qmp,server=on,wait=off'
const tcp = '-qmp tcp:127.0.0.1:4444,server=on,wait=off'

/** Stands where there is no VM yet: how to give QEMU a QMP socket, and how to open it here. */
export function FirstVisit({ offersDemo }: { offersDemo: boolean }) {
  return (
    <div className="grid max-w-[1120px] grid-cols-1 gap-4 p-4 lg:grid-cols-2 phone:p-2">
      <Card className="lg:col-span-2">
        <div className="prose p-2">
          <h2 className="text-head font-semibold">1. Start QEMU with a QMP socket</h2>
          <p>Add the marked part to the command line that you use already, then start it.</p>
          <CommandLine title="Unix socket" hint="only you can reach it" option={unix} />
          <CommandLine title="TCP" hint="for whoever needs a port" option={tcp} />
          <p>
            <code>server=on</code>: QEMU listens; the dashboard connects and may come back at any time.{' '}
            <code>wait=off</code>: the guest starts at once, whether or not anybody looks.
          </p>
          <Notice tone="warn" icon="alert">
            Whoever reaches this socket controls QEMU and can read and write files as you. Keep TCP on
            127.0.0.1.
          </Notice>
        </div>
      </Card>
      <Card>
        <div className="prose p-2">
          <h2 className="text-head font-semibold">2. Give the dashboard the address</h2>
          <CodeBlock code="npm start -- unix:/tmp/vm1.qmp" />
          <p>What you pass to -qmp works as it is.</p>
        </div>
      </Card>
      {offersDemo && <Demo />}
    </div>
  )
}

function Demo() {
  return (
    <Card>
      <div className="prose p-2">
        <h2 className="text-head font-semibold">No QEMU at hand?</h2>
        <p>A simulated VM, made in this page and marked as such.</p>
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
