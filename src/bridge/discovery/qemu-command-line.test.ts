import { describe, expect, test } from 'vitest'
import { parseQemuCommandLine } from './qemu-command-line.ts'

/** Words apart by spaces, as a shell would take them apart; quotes keep a word together. */
function read(line: string): ReturnType<typeof parseQemuCommandLine> {
  const words = line.match(/(?:'[^']*'|[^\s'])+/g) ?? []
  return parseQemuCommandLine(words.map((word) => word.replaceAll("'", '')))
}

const uuid = '6cbf3243-78a1-4daa-816a-d9702c143735'

describe('the command line of a QEMU', () => {
  test('of libvirt gives name and UUID, and a monitor that was passed as a descriptor', () => {
    const line = `-name guest=win10,debug-threads=on -S
      -object '{"qom-type":"secret","id":"masterKey0","format":"raw","file":"/var/lib/libvirt/qemu/domain-2-win10/master-key.aes"}'
      -machine pc-q35-8.2,usb=off,memory-backend=pc.ram -accel kvm -uuid ${uuid} -no-user-config -nodefaults
      -chardev socket,id=charmonitor,fd=30,server=on,wait=off -mon chardev=charmonitor,id=monitor,mode=control
      -chardev pty,id=charserial0 -device '{"driver":"isa-serial","chardev":"charserial0","id":"serial0"}'
      -chardev socket,id=charchannel0,fd=29,server=on,wait=off`
    expect(read(line)).toEqual({
      name: 'win10',
      uuid,
      monitors: [{ kind: 'fd', fd: 30, byLibvirt: true }],
      hasHumanMonitor: false,
      readsConfig: false,
    })
  })

  test('of an older libvirt gives them, too', () => {
    const line = `-machine accel=kvm -name guest=lasso,debug-threads=on -uuid ${uuid}
      -chardev socket,id=charmonitor,path=/var/lib/libvirt/qemu/domain-20-lasso/monitor.sock,server,nowait
      -mon chardev=charmonitor,id=monitor,mode=control`
    const path = '/var/lib/libvirt/qemu/domain-20-lasso/monitor.sock'
    expect(read(line)).toMatchObject({ name: 'lasso', monitors: [{ kind: 'unix', path }] })
  })

  test('of Proxmox VE gives the UUID of its SMBIOS tables, and no socket that QEMU connects from', () => {
    const line = `-id 161 -name 'web 01,debug-threads=on' -no-shutdown
      -chardev 'socket,id=qmp,path=/var/run/qemu-server/161.qmp,server=on,wait=off' -mon 'chardev=qmp,mode=control'
      -chardev 'socket,id=qmp-event,path=/var/run/qmeventd.sock,reconnect=5' -mon 'chardev=qmp-event,mode=control'
      -pidfile /var/run/qemu-server/161.pid -daemonize -smbios 'type=1,uuid=${uuid}' -smp '4,sockets=1'
      -vnc 'unix:/var/run/qemu-server/161.vnc,password=on'`
    expect(read(line)).toMatchObject({
      name: 'web 01',
      uuid,
      monitors: [{ kind: 'unix', path: '/var/run/qemu-server/161.qmp' }, { kind: 'elsewhere' }],
    })
  })

  test('of a QEMU container with a human monitor over telnet gives no QMP socket', () => {
    const line = `-nodefaults -cpu host -smp 2 -m 4G -machine type=q35,smm=off -enable-kvm -display vnc=:0,websocket=5700
      -vga virtio -monitor telnet:localhost:7100,server,nowait,nodelay -daemonize -D /run/shm/qemu.log -pidfile /run/shm/qemu.pid
      -name qemu,process=qemu,debug-threads=on -serial mon:stdio -device virtio-scsi-pci,id=hw-scsi0`
    expect(read(line)).toMatchObject({ name: 'qemu', monitors: [], hasHumanMonitor: true })
  })

  test('of quickemu gives no QMP socket, either', () => {
    const line = `-name ubuntu-22.04,process=ubuntu-22.04 -machine q35,smm=off -pidfile ubuntu-22.04/ubuntu-22.04.pid
      -monitor unix:ubuntu-22.04/ubuntu-22.04-monitor.socket,server,nowait
      -serial unix:ubuntu-22.04/ubuntu-22.04-serial.socket,server,nowait`
    expect(read(line)).toMatchObject({ name: 'ubuntu-22.04', monitors: [], hasHumanMonitor: true })
  })

  test('of an old test framework has QMP over TCP beside one in a file', () => {
    const line = `-name vm1 -nodefaults -monitor stdio -chardev file,id=m1,path=/var/tmp/qmp.log,server,nowait
      -mon chardev=m1,mode=control -qmp tcp:0:5955,server,nowait`
    expect(read(line)).toMatchObject({
      name: 'vm1',
      monitors: [{ kind: 'elsewhere' }, { kind: 'tcp', port: 5955 }],
      hasHumanMonitor: true,
    })
  })
})

describe('a way to ask for QMP', () => {
  const unix = { kind: 'unix', path: '/run/vm.qmp' }
  const tcp = { kind: 'tcp', port: 4444 }
  const chardev = '-chardev socket,id=c,path=/run/vm.qmp,server=on,wait=off'

  test.each([
    ['-qmp unix:/run/vm.qmp,server=on,wait=off', unix],
    ['--qmp unix:/run/vm.qmp,server,nowait', unix],
    ['-qmp-pretty unix:/run/vm.qmp,server', unix],
    ['-qmp unix:vm.qmp,server=yes', { kind: 'unix', path: 'vm.qmp' }],
    ['-qmp unix:/a,,b.qmp,server', { kind: 'unix', path: '/a,b.qmp' }],
    ['-qmp tcp:localhost:4444,server=on,wait=off', tcp],
    ['-qmp tcp::4444,server', tcp],
    ['-qmp tcp:[::1]:4444,server', tcp],
    ['-qmp telnet:127.0.0.1:4444,server,nowait', tcp],
    [`-qmp chardev:c ${chardev}`, unix],
    [`${chardev} -mon chardev=c,mode=control,pretty=on`, unix],
    [`${chardev} -mon c,mode=control`, unix],
    [`-mon id=m,mode=control,chardev=c ${chardev}`, unix],
    [`${chardev} -object monitor-qmp,id=m,chardev=c`, unix],
    [`${chardev} -object qom-type=monitor-qmp,id=m,chardev=c,pretty=on`, unix],
    [`${chardev} -object '{"qom-type":"monitor-qmp","id":"m","chardev":"c"}'`, unix],
    ['-chardev socket,id=c,host=localhost,port=4444,server=on,telnet=on,wait=off -mon c,mode=control', tcp],
    [
      '-chardev \'{"id":"c","backend":{"type":"socket","data":{"addr":{"type":"inet","data":{"host":"::","port":"4444"}},"server":true}}}\' -mon c,mode=control',
      tcp,
    ],
    [
      '-chardev \'{"id":"c","backend":"socket","path":"/run/vm.qmp","server":true}\' -mon c,mode=control',
      unix,
    ],
    ['-chardev socket,id=c,fd=7,server=on -mon c,mode=control', { kind: 'fd', fd: 7, byLibvirt: false }],
  ])('%s is understood', (line, monitor) => {
    expect(read(line).monitors).toEqual([monitor])
  })

  test.each([
    '-qmp stdio',
    '-qmp tcp:localhost:4444',
    '-qmp unix:/run/vm.qmp',
    '-qmp unix:/run/vm.qmp,server=off',
    '-qmp websocket:localhost:4444,server',
    '-qmp tcp:localhost:http,server',
    '-qmp tcp:localhost:0,server',
    '-qmp tcp:localhost:70000,server',
    '-qmp pty',
    `-qmp unix:/${'x'.repeat(107)},server`,
    '-qmp unix:,server',
    '-chardev socket,id=c,port=4444,tls-creds=t,server=on -mon c,mode=control',
    '-chardev pty,id=c -mon c,mode=control',
    '-chardev socket,id=c,fd=monitor,server=on -mon c,mode=control',
  ])('%s gives no socket that the dashboard can connect to', (line) => {
    expect(read(line).monitors).toEqual([{ kind: 'elsewhere' }])
  })

  test.each([
    ['-qmp none', false],
    ['-qmp', false],
    ['-mon nothing,mode=control', false],
    ['-monitor none', false],
    ['-monitor stdio', true],
    ['-chardev stdio,id=c -mon c', true],
    ['-chardev stdio,id=c -mon chardev=c,mode=readline', true],
    ['-chardev stdio,id=c -object monitor-hmp,id=m,chardev=c', true],
    ['-object memory-backend-ram,id=r,size=1G', false],
  ])('%s gives no QMP socket (human monitor: %s)', (line, hasHumanMonitor) => {
    expect(read(line)).toMatchObject({ monitors: [], hasHumanMonitor })
  })
})

describe('arbitrary text in a command line', () => {
  test.each([
    ["-name 'a,,b,process=x'", 'a,b'],
    ['-name debug-threads=on,guest=x', 'x'],
    ['-name one -name two', 'two'],
    ['-name debug-threads=on', undefined],
    [`-name ${'x'.repeat(300)}`, 'x'.repeat(200)],
    [`-name ${'😀'.repeat(300)}`, '😀'.repeat(200)],
    ['-name \u0007\u001b[2J', '\u0007\u001b[2J'],
    ['-m 1G', undefined],
  ])('%j names the VM %j', (line, name) => {
    expect(read(line).name).toBe(name)
  })

  test.each([
    [`-uuid ${uuid.toUpperCase()}`, uuid],
    ['-uuid <b>', undefined],
    [`-smbios type=0,uuid=${uuid}`, undefined],
    [`-uuid 00000000-0000-0000-0000-000000000000 -uuid ${uuid}`, uuid],
  ])('%s has the UUID %s', (line, found) => {
    expect(read(line).uuid).toBe(found)
  })

  test('gives a few monitors at most, however many there are', () => {
    expect(read('-qmp stdio '.repeat(1000)).monitors).toHaveLength(16)
  })

  test('says that a configuration file was not read', () => {
    expect(read('-readconfig vm.cfg')).toMatchObject({ monitors: [], readsConfig: true })
  })
})
