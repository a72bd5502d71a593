import { expect, test } from 'vitest'
import { maskCommandLine } from './mask-command-line.ts'

test.each([
  ['-object', 'secret,id=s0,data=hunter2', 'secret,id=s0,data=***'],
  ['-object', 'secret,id=s0,data=hun,,ter2,format=raw', 'secret,id=s0,data=***,format=raw'],
  ['-object', 'qom-type=secret_keyring,id=s0,serial=7', 'qom-type=secret_keyring,id=s0,serial=7'],
  [
    '-object',
    '{"qom-type":"secret","id":"s0","data":"hunter2"}',
    '{"qom-type":"secret","id":"s0","data":"***"}',
  ],
  ['-object', '{"qom-type":"secret","data":"hunter2"', '***'],
  ['-spice', 'port=5900,password=hun,,ter2', 'port=5900,password=***'],
  ['-vnc', ':0,password=on', ':0,password=on'],
  ['-vnc', ':0,password-secret=s0', ':0,password-secret=s0'],
  ['-drive', 'file=https://me:hunter2@host/d.iso,if=none', 'file=https://me:***@host/d.iso,if=none'],
  ['-drive', 'driver=ssh,password=hunter2', 'driver=ssh,password=***'],
  [
    '-blockdev',
    '{"driver":"https","cookie":"hunter2","offset":9007199254740993}',
    '{"driver":"https","cookie":"***","offset":9007199254740993}',
  ],
  ['-device', 'isa-applesmc,osk=hunter2', 'isa-applesmc,osk=***'],
  ['-global', 'isa-applesmc.osk=hunter2', 'isa-applesmc.osk=***'],
  ['-set', 'object.s0.data=hunter2', 'object.s0.data=***'],
  ['-fw_cfg', 'name=opt/x,string=hunter2', 'name=opt/x,string=***'],
  ['-fw_cfg', 'name=opt/x,file=/etc/x', 'name=opt/x,file=/etc/x'],
  [
    '-smbios',
    'type=11,value=io.systemd.credential.binary:passwd.hashed=hun=ter2',
    'type=11,value=io.systemd.credential.binary:passwd.hashed=***',
  ],
  ['-smbios', 'type=1,serial=7', 'type=1,serial=7'],
  [
    '-append',
    'root=/dev/vda systemd.set_credential=x:hunter2 quiet',
    'root=/dev/vda systemd.set_credential=*** quiet',
  ],
  ['-append', 'password=hunter2 quiet', 'password=*** quiet'],
  ['-incoming', 'exec:curl -H hunter2 https://host', 'exec:***'],
  ['-netdev', 'user,id=n0,hostfwd=tcp:127.0.0.1:2222-:22', 'user,id=n0,hostfwd=tcp:127.0.0.1:2222-:22'],
  [
    '-device',
    'virtio-net-pci,netdev=n0,mac=52:54:00:12:34:56',
    'virtio-net-pci,netdev=n0,mac=52:54:00:12:34:56',
  ],
  ['-drive', 'file=/srv/a,,b.qcow2,if=virtio', 'file=/srv/a,,b.qcow2,if=virtio'],
  ['-name', 'web, the first,', 'web, the first,'],
])('%s %s is shown as %s', (option, value, shown) => {
  expect(maskCommandLine(['qemu-system-x86_64', option, value])).toEqual([
    'qemu-system-x86_64',
    option,
    shown,
  ])
})
