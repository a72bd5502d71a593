import { afterEach, describe, expect, test } from 'vitest'
import { RealVm } from './testing/real-vm.ts'
import { StreamServer } from './testing/stream-server.ts'
import type { StreamTestViewer } from './testing/stream-test-viewer.ts'

let vm: RealVm
let server: StreamServer
afterEach(async () => {
  await server.stop()
  await vm.stop()
})

async function start(args: string[]): Promise<void> {
  vm = await RealVm.start(args)
  server = await StreamServer.start(vm)
}

const version = Buffer.from('RFB 003.008\n')

/** Shakes hands as a VNC client and returns the length of all that the server said. */
async function shakeHands(viewer: StreamTestViewer, shared = 0): Promise<number> {
  await viewer.until(({ length }) => length === version.length)
  await viewer.send(version)
  await viewer.until(({ length }) => length === version.length + 2)
  expect([...viewer.bytes.subarray(version.length)]).toEqual([1, 1])
  await viewer.send(Buffer.of(1))
  await viewer.until(({ length }) => length === version.length + 6)
  await viewer.send(Buffer.of(shared))
  const fixed = version.length + 6 + 24
  const nameLength = () => viewer.bytes.readUInt32BE(fixed - 4)
  await viewer.until(({ length }) => length >= fixed && length >= fixed + nameLength())
  return fixed + nameLength()
}

/** The type of the next message of the server, after so many bytes. */
async function nextMessage(viewer: StreamTestViewer, after: number): Promise<number | undefined> {
  await viewer.until(({ length }) => length > after)
  return viewer.bytes[after]
}

const extendedClipboard = Buffer.from('02000002c0a1e5ce00000000', 'hex')
const updateRequest = Buffer.from('03000000000000100010', 'hex')

describe('a VNC server of a real QEMU', () => {
  test.each(['operator', 'viewer'] as const)('shows its screen to an %s over Unix and TCP', async (role) => {
    await start(['-vga', 'std', '-vnc', 'unix:FOLDER/vnc.sock', '-vnc', '127.0.0.1:0,to=90,id=second', '-S'])
    for (const id of ['default', 'second']) {
      const viewer = server.view('vnc', id, role)
      const end = await shakeHands(viewer, 1)
      await viewer.send(updateRequest)
      expect(await nextMessage(viewer, end)).toBe(0)
    }
    expect((await server.view('vnc', 'third').closed).code).toBe(4404)
  })

  test('and a serial port are found by paths that count from its folder', async () => {
    await start(['-vga', 'std', '-vnc', 'unix:vnc.sock', '-serial', 'unix:serial.sock,server=on,wait=off'])
    await server.view('vnc', 'default').until(({ text }) => text === version.toString())
    await server.view('chardev', 'serial0').until(({ text }) => text.includes('ABC'))
  })

  test('is always shared by viewers: one that wants it alone puts nobody out', async () => {
    await start(['-vga', 'std', '-vnc', 'unix:FOLDER/vnc.sock', '-S'])
    const first = server.view('vnc', 'default')
    const end = await shakeHands(first, 1)
    await shakeHands(server.view('vnc', 'default', 'viewer'), 0)
    await first.send(updateRequest)
    expect(await nextMessage(first, end)).toBe(0)
    await shakeHands(server.view('vnc', 'default', 'operator'), 0)
    expect((await first.closed).code).toBe(4410)
  })

  test('gives its clipboard to operators that ask for it, and to no viewer', async () => {
    await start(['-vga', 'std', '-vnc', 'unix:FOLDER/vnc.sock', '-S'])
    const operator = server.view('vnc', 'default')
    const end = await shakeHands(operator, 1)
    await operator.send(Buffer.concat([extendedClipboard, updateRequest]))
    expect(await nextMessage(operator, end)).toBe(3)
    const viewer = server.view('vnc', 'default', 'viewer')
    const viewersEnd = await shakeHands(viewer, 1)
    await viewer.send(Buffer.concat([extendedClipboard, updateRequest]))
    expect(await nextMessage(viewer, viewersEnd)).toBe(0)
  })

  test('that encrypts is for operators: nothing passes to a viewer', async () => {
    const credentials = ['-object', 'tls-creds-anon,id=t,endpoint=server']
    await start([...credentials, '-vnc', 'unix:FOLDER/vnc.sock,tls-creds=t', '-S'])
    const viewer = server.view('vnc', 'default', 'viewer')
    const { code, reason } = await viewer.closed
    expect([code, reason, viewer.length]).toEqual([4404, expect.stringContaining('encrypts'), 0])
    const operator = server.view('vnc', 'default')
    await operator.until(({ text }) => text === version.toString())
  })
})

describe('a serial port of a real QEMU', () => {
  test.each([
    ['unix', 'unix:FOLDER/s.sock,server=on,wait=off'],
    ['tcp', 'tcp:127.0.0.1:0,server=on,wait=off'],
    ['telnet', 'telnet:127.0.0.1:0,server=on,wait=off'],
    ['telnet over unix', 'unix:FOLDER/s.sock,server=on,wait=off,telnet=on'],
  ])('over %s shows what the guest writes', async (_, serial) => {
    await start(['-serial', serial])
    const viewer = server.view('chardev', 'serial0', 'viewer')
    await viewer.until(({ text }) => text.includes('ABCDEFGHIJKLMNOPQRSTUVWXYZABC'))
    expect(viewer.text).not.toContain('\xff')
  })

  test('keeps the guest at its pace while one viewer does not read, for all others', async () => {
    await start(['-serial', 'unix:FOLDER/s.sock,server=on,wait=off'])
    const still = server.view('chardev', 'serial0')
    await still.until(({ length }) => length > 100)
    still.socket.pause()
    const reading = server.view('chardev', 'serial0')
    await reading.until(({ length }) => length > 100_000)
    expect(reading.notices).toEqual([])
  })

  test('can be watched again after all have left, and after QEMU has closed nothing is there', async () => {
    await start(['-serial', 'unix:FOLDER/s.sock,server=on,wait=off'])
    const first = server.view('chardev', 'serial0')
    await first.until(({ text }) => text.includes('ABC'))
    await first.leave()
    const second = server.view('chardev', 'serial0')
    await second.until(({ text }) => text.includes('XYZ'))
    vm.process.kill('SIGKILL')
    expect((await second.closed).code).toBe(4410)
  })

  test('is found behind a card, a virtio console and a container of devices, by the label alone', async () => {
    const socket = (id: string) => ['-chardev', `socket,id=${id},path=FOLDER/${id}.sock,server=on,wait=off`]
    await start([
      ...[...socket('card'), '-device', 'pci-serial,chardev=card', ...socket('usb'), '-device', 'qemu-xhci'],
      ...['-device', 'usb-serial,chardev=usb', ...socket('console'), '-device', 'virtio-serial'],
      ...['-device', 'virtconsole,chardev=console,id=vc', ...socket('unused'), '-S'],
    ])
    for (const label of ['card', 'usb', 'console']) {
      const viewer = server.view('chardev', label)
      await viewer.send('x')
      await viewer.leave()
    }
    expect((await server.view('chardev', 'unused').closed).code).toBe(4404)
  })

  test('that is a channel for programs is for operators: a viewer does not take it', async () => {
    const socket = ['-chardev', 'socket,id=qga,path=FOLDER/qga.sock,server=on,wait=off']
    const port = [
      '-device',
      'virtio-serial',
      '-device',
      'virtserialport,chardev=qga,name=org.qemu.guest_agent.0',
    ]
    await start([...socket, ...port, '-S'])
    const refused = await server.view('chardev', 'qga', 'viewer').closed
    expect([refused.code, refused.reason]).toEqual([4404, expect.stringContaining('operators only')])
    const operator = server.view('chardev', 'qga')
    await operator.send('x')
    expect((await server.view('chardev', 'qga', 'viewer').closed).code).toBe(4404)
    await operator.leave()
  })

  test('is never a monitor: QMP, HMP, and what shares a port with one are refused', async () => {
    await start([
      ...['-serial', 'mon:unix:FOLDER/mux.sock,server=on,wait=off', '-S'],
      ...['-monitor', 'unix:FOLDER/hmp.sock,server=on,wait=off'],
      ...['-chardev', 'socket,id=q2,path=FOLDER/q2.sock,server=on,wait=off', '-mon', 'q2,mode=control'],
    ])
    const chardevs = (await vm.ask('query-chardev')) as { label: string }[]
    const labels = chardevs.map(({ label }) => label)
    expect(labels).toEqual(expect.arrayContaining(['serial0', 'serial0-base', 'compat_monitor0', 'q2']))
    for (const label of labels) {
      const viewer = server.view('chardev', label)
      expect([label, (await viewer.closed).code, viewer.length]).toEqual([label, 4404, 0])
    }
  })
})
