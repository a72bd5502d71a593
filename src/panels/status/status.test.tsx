import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { ScriptedLink } from '#link/scripted-link.ts'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { status } from './panel.ts'

afterEach(cleanup)

const failed = {
  'node-name': 'disk0',
  operation: 'write',
  action: 'stop',
  nospace: true,
  reason: 'No space left',
}

function qemuThat(word: string) {
  return new SimulatedQemu({
    'query-status': { running: word === 'running', status: word },
    'query-block': [
      {
        device: '',
        qdev: '/machine/peripheral/vda/virtio-backend',
        'io-status': 'nospace',
        inserted: { drv: 'qcow2', 'node-name': 'disk0', file: '/srv/disk.qcow2' },
      },
    ],
    'qom-list': ({ path }: { path: string }) =>
      path === '/machine/peripheral' ? [{ name: 'vda', type: 'child<virtio-blk-pci>' }] : [],
    'query-kvm': { enabled: false, present: true },
    'qom-list-types': [{ name: 'tcg-accel' }, { name: 'kvm-accel' }],
    cont: {},
    stop: {},
    system_powerdown: {},
    system_reset: {},
  })
}

const region = () => screen.getByRole('region', { name: 'Status' })
const shows = async (words: string | RegExp) => {
  await screen.findByText(words)
  return region().textContent
}

test('a VM that runs says so, and that it could run faster', async () => {
  renderPanel(status, qemuThat('running'))
  expect(await shows('running')).toContain('watched since ')
  expect(await shows(/KVM is built in but off/)).toBeTruthy()
})

test('a VM that QEMU stopped names the device, QEMU’s own words and the way out', async () => {
  const qemu = qemuThat('running')
  const { clock } = renderPanel(status, qemu)
  await shows('running')
  qemu.answers['query-status'] = { running: false, status: 'io-error' }
  act(() => {
    qemu.event('BLOCK_IO_ERROR', failed)
    qemu.event('STOP')
    clock.advance(100)
  })
  const text = await shows('QEMU paused this VM: no space left on the host for vda')
  for (const word of ['vda, virtio-blk-pci', '/srv/disk.qcow2', 'BLOCK_IO_ERROR {"node-name": "disk0"']) {
    expect(text).toContain(word)
  }
  await userEvent.click(within(region()).getByRole('button', { name: 'Resume' }))
  expect(qemu.asked('cont')).toHaveLength(1)
})

test('V-05: an error whose event was missed is told by the state of the devices', async () => {
  renderPanel(status, qemuThat('io-error'))
  expect(await shows('QEMU paused this VM: no space left on the host for vda')).toContain(
    'query-status {"running": false, "status": "io-error"}',
  )
})

test('since when it runs is what QEMU’s event says, also after the guest woke', async () => {
  const qemu = qemuThat('suspended')
  const { clock } = renderPanel(status, qemu)
  await shows('suspended')
  qemu.answers['query-status'] = { running: true, status: 'running' }
  act(() => {
    qemu.event('WAKEUP')
    clock.advance(100)
  })
  expect(await shows('running')).toMatch(/running since \d\d:00:01.000/)
})

test('N-02: what was seen before the link was lost still explains the same state after it', async () => {
  const qemu = qemuThat('running')
  const { clock } = renderPanel(status, qemu)
  await shows('running')
  qemu.answers['query-status'] = { running: false, status: 'io-error' }
  act(() => {
    qemu.event('BLOCK_IO_ERROR', failed)
    qemu.event('STOP')
    clock.advance(100)
  })
  await shows('QEMU paused this VM: no space left on the host for vda')
  act(() => qemu.hangUp())
  act(() => clock.advance(1000))
  const text = await shows('QEMU paused this VM: no space left on the host for vda')
  expect(text).toContain('BLOCK_IO_ERROR {"node-name": "disk0"')
  expect(text).toMatch(/; no link from \d\d:\d\d:\d\d to/)
})

test('a QEMU that was started anew is not said to have run before', async () => {
  const qemu = qemuThat('running')
  // After the link is lost, and before it is there again.
  const process = { pid: 1, now: 1_000_400, startTime: 1_000_300, threads: {} }
  const { clock } = renderPanel(status, qemu, { process })
  await shows('running')
  act(() => qemu.hangUp())
  act(() => clock.advance(1000))
  await waitFor(() => expect(region().textContent).toMatch(/watched since \d\d:\d\d:\d\d\./))
})

test('a reset is asked about first', async () => {
  const qemu = qemuThat('internal-error')
  renderPanel(status, qemu)
  await userEvent.click(await screen.findByRole('button', { name: 'Reset' }))
  const dialog = await screen.findByRole('alertdialog')
  expect(dialog.textContent).toContain('Reset web-01?')
  expect(qemu.asked('system_reset')).toHaveLength(0)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Reset' }))
  expect(qemu.asked('system_reset')).toHaveLength(1)
})

test('L-02: a guest that ignores its power button is waited for only as long as somebody likes', async () => {
  const { services, clock } = renderPanel(status, qemuThat('running'))
  await shows('running')
  await act(() => services.vm('web-01').act('system_powerdown'))
  act(() => clock.advance(19_000))
  expect(screen.queryByRole('button', { name: 'Stop waiting' })).toBeNull()
  act(() => clock.advance(2000))
  await userEvent.click(await screen.findByRole('button', { name: 'Stop waiting' }))
  expect(region().textContent).not.toContain('asked to shut down')
})

test('C-08: a lost link tells the age of what is seen and the command whose outcome nobody knows', async () => {
  const qemu = qemuThat('running')
  const { services, clock } = renderPanel(status, qemu)
  await shows('running')
  const asked = services.vm('web-01').act('stop')
  await act(async () => {
    qemu.hangUp()
    await asked.catch(() => {})
  })
  expect(await shows(/No link to QEMU since/)).toMatch(/One command had no answer, stop: ?outcome unknown/)
  act(() => clock.advance(400))
  expect(region().textContent).toContain('QEMU closed the connection')
})

test('V-12: a QEMU that ended after its guest went off is no trouble', async () => {
  const qemu = qemuThat('running')
  renderPanel(status, qemu)
  await shows('running')
  act(() => {
    qemu.event('SHUTDOWN', { guest: true, reason: 'guest-shutdown' })
    qemu.hangUp()
  })
  expect(await shows(/QEMU ended at/)).toContain('The guest has shut down.')
})

class QemuThatIsNotThere extends SimulatedQemu {
  readonly #cause: 'unreachable' | 'silent'

  constructor(cause: 'unreachable' | 'silent') {
    super({})
    this.#cause = cause
  }

  override dial(): ScriptedLink {
    const link = new ScriptedLink()
    queueMicrotask(() => link.end({ cause: this.#cause, reason: 'It did not work.', errno: 'ENOENT' }))
    return link
  }
}

test('without any link there stands what was tried, what came back and what would help', async () => {
  renderPanel(status, new QemuThatIsNotThere('unreachable'), {
    address: 'tcp:127.0.0.1:4444',
  })
  const text = await shows(/No link to QEMU/)
  expect(text).toContain('No link to QEMU at tcp:127.0.0.1:4444.')
  expect(text).toContain('It did not work.')
  expect(text).toContain('-qmp tcp:127.0.0.1:4444,server=on,wait=off')
  expect(text).toContain('try 2 in 1 s')
  await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
  expect(await shows(/^try 3/)).toBeTruthy()
})

test('P-06: a monitor that does not greet is told what would help if another client holds it', async () => {
  renderPanel(status, new QemuThatIsNotThere('silent'), { address: 'unix:/run/vm.qmp' })
  expect(await shows(/No link to QEMU at/)).toContain('If it is one of these, a second monitor helps')
})

test('a QEMU whose process is stopped by a signal says so, and what lets it go on', async () => {
  const process = { pid: 4242, now: 1_000_000, threads: {}, state: 'T' }
  const qemu = new SimulatedQemu({}, { scenario: 'stuck' })
  const { services, clock } = renderPanel(status, qemu, { process })
  await shows('running')
  void services.vm('web-01').act('stop')
  act(() => clock.advance(6000))
  expect(await shows(/pid 4242, is stopped/)).toContain('kill -CONT 4242')
})

test('a process that has ended is told where the link was lost', async () => {
  const process = { pid: 4242, now: 1_000_000, threads: {}, ended: 1_000_000 }
  const qemu = qemuThat('running')
  renderPanel(status, qemu, { process })
  await shows('running')
  act(() => qemu.hangUp())
  expect(await shows(/No link to QEMU since/)).toContain('The QEMU process, pid 4242, has ended.')
})

test('an error that was reported to the guest is told while the VM runs, until somebody has seen it', async () => {
  const qemu = qemuThat('running')
  const { services, clock, unmount } = renderPanel(status, qemu)
  await shows('running')
  const reported = { ...failed, 'node-name': 'disk0', action: 'report' }
  act(() => {
    for (let times = 0; times < 3; times++) qemu.event('BLOCK_IO_ERROR', reported)
    clock.advance(100)
  })
  expect(await shows(/A write to vda failed/)).toMatch(/3 times since/)
  expect(region().textContent).toContain('running')
  await userEvent.click(screen.getByRole('button', { name: 'Seen' }))
  expect(region().textContent).not.toContain('vda')
  unmount()
  renderPanel(status, qemu, { services })
  await shows('running')
  expect(screen.queryByRole('button', { name: 'Seen' })).toBeNull()
})

test('an image that is marked as corrupt is told though nobody saw it happen', async () => {
  const qemu = qemuThat('running')
  qemu.answers['query-block'] = [
    {
      device: '',
      qdev: 'vda',
      inserted: {
        drv: 'qcow2',
        file: '/srv/disk.qcow2',
        image: { filename: '/srv/disk.qcow2', 'format-specific': { type: 'qcow2', data: { corrupt: true } } },
      },
    },
  ]
  renderPanel(status, qemu)
  expect(await shows(/is marked as corrupt/)).toContain('running')
})

test('for a panic the memory can be dumped to a file on QEMU’s host, before a reset loses it', async () => {
  const qemu = qemuThat('guest-panicked')
  Object.assign(qemu.answers, { 'dump-guest-memory': {}, 'query-dump': {} })
  renderPanel(status, qemu)
  await userEvent.click(await screen.findByRole('button', { name: 'Dump memory…' }))
  const dialog = within(await screen.findByRole('dialog'))
  const dump = dialog.getByRole('button', { name: 'Dump memory' })
  expect(dump.getAttribute('aria-disabled')).toBe('true')
  await userEvent.type(dialog.getByLabelText('File'), '/var/tmp/guest.elf')
  await userEvent.click(dump)
  expect(qemu.asked('dump-guest-memory')).toEqual([
    { paging: false, protocol: 'file:/var/tmp/guest.elf', detach: true },
  ])
})

test('L-04: with --preconfig it says that the machine is not made yet, and offers to make it', async () => {
  const qemu = new SimulatedQemu({}, { scenario: 'preconfig' })
  const { clock } = renderPanel(status, qemu)
  const make = await screen.findByRole('button', { name: 'Make the machine' })
  expect(region().textContent).toContain('started with --preconfig')
  expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull()
  await userEvent.click(make)
  act(() => clock.advance(100))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Make the machine' })).toBeNull())
  expect(qemu.asked('x-exit-preconfig')).toHaveLength(1)
})

test('an image that the command line does not name is told before QEMU is started without it', async () => {
  const commandLine = ['qemu-system-x86_64', '-drive', 'file=/srv/base.qcow2']
  const process = { pid: 4242, now: 1_000_000, threads: {}, ended: 1_000_000, commandLine }
  const qemu = qemuThat('io-error')
  renderPanel(status, qemu, { process })
  await shows(/no space left/)
  act(() => qemu.hangUp())
  expect(await shows(/No link to QEMU since/)).toContain('vda last had /srv/disk.qcow2')
})

test('a page that is opened after the end of QEMU knows when it ended, and how it was started', async () => {
  const process = {
    pid: 4242,
    now: 1_000_000,
    threads: {},
    ended: 1_000_000,
    commandLine: ['qemu', '-name', 'a b'],
  }
  renderPanel(status, new QemuThatIsNotThere('unreachable'), { process })
  const text = await shows(/QEMU, pid 4242, ended at/)
  expect(text).toContain("qemu -name 'a b'")
  expect(text).not.toContain('-qmp')
})
