import { describe, expect, test } from 'vitest'
import { AddressError, printAddress } from './address.ts'
import { parseTarget } from './parse-target.ts'

function read(argument: string): string {
  const { address, name } = parseTarget(argument)
  return name === undefined ? printAddress(address) : `${name} = ${printAddress(address)}`
}

describe('an ADDRESS', () => {
  test.each([
    ['tcp:localhost:4444', 'tcp:localhost:4444'],
    ['localhost:4444', 'tcp:localhost:4444'],
    ['telnet:10.0.0.7:4444', 'tcp:10.0.0.7:4444'],
    ['tcp:localhost:4444,server=on,wait=off', 'tcp:localhost:4444'],
    ['tcp:localhost:4444,server,nowait', 'tcp:localhost:4444'],
    [':4444', 'tcp:127.0.0.1:4444'],
    ['tcp::4444,server=on', 'tcp:127.0.0.1:4444'],
    ['tcp:0.0.0.0:4444', 'tcp:127.0.0.1:4444'],
    ['tcp:[::]:4444', 'tcp:127.0.0.1:4444'],
    ['tcp:[::1]:4444', 'tcp:[::1]:4444'],
    ['[fe80::1]:4444', 'tcp:[fe80::1]:4444'],
    ['unix:/run/vm1/qmp.sock', 'unix:/run/vm1/qmp.sock'],
    ['unix:/run/vm1/qmp.sock,server=on,wait=off', 'unix:/run/vm1/qmp.sock'],
    ['unix:qmp.sock', 'unix:qmp.sock'],
    ['unix:/tmp/a,,b.sock,server=on', 'unix:/tmp/a,b.sock'],
    ['/run/vm1/qmp.sock', 'unix:/run/vm1/qmp.sock'],
    ['./qmp.sock', 'unix:./qmp.sock'],
    ['/tmp/odd:4444', 'unix:/tmp/odd:4444'],
    ['4444', 'tcp:localhost:4444'],
    ['tcp:4444,server=on', 'tcp:localhost:4444'],
    ['vm1=4444', 'vm1 = tcp:localhost:4444'],
    ['tcp::4444,server=on,wait=off,ipv6=on', 'tcp:[::1]:4444'],
    ['tcp::4444,server=on,ipv4=off', 'tcp:[::1]:4444'],
    ['tcp::4444,server=on,ipv4=on,ipv6=on', 'tcp:127.0.0.1:4444'],
    ['tcp:localhost:4444,server=on,wait=off,nodelay,logfile=/tmp/l,mux=on', 'tcp:localhost:4444'],
    ['mon:telnet:localhost:4444,server,nowait', 'tcp:localhost:4444'],
    ['unix:/run/q,telnet=on,server=on,websocket=off,abstract=off', 'unix:/run/q'],
    ['unix:vm,,1,abstract=on,tight=off,server=on,wait=off', 'unix:vm,,1,abstract=on,tight=off'],
    ['socket,id=q,path=/run/a,,b,server=on,wait=off', 'unix:/run/a,b'],
    ['socket,id=q,host=localhost,port=4444,server,nowait', 'tcp:localhost:4444'],
    ['socket,id=q,port=4444,server=on', 'tcp:127.0.0.1:4444'],
    ['socket,id=q,host=fe80::1,port=4444,server=on', 'tcp:[fe80::1]:4444'],
    ['socket,id=q,host=::,port=4444,server=on', 'tcp:127.0.0.1:4444'],
    ['web=socket,id=q,path=/run/q,server=on', 'web = unix:/run/q'],
    [
      '{"id":"q","backend":{"type":"socket","data":{"addr":{"type":"unix","data":{"path":"/q"}}}}}',
      'unix:/q',
    ],
    ['-qmp unix:/tmp/a -qmp b,server=on,wait=off ', 'unix:/tmp/a -qmp b'],
    ["-qmp-pretty 'unix:/tmp/a b,server=on'", 'unix:/tmp/a b'],
    ['web=-qmp tcp:localhost:4444', 'web = tcp:localhost:4444'],
    ['-chardev socket,path=/q,server=on,id=c -mon c,mode=control', 'unix:/q'],
    ['-chardev socket,path=/q,server=on,id=c -object monitor-qmp,id=m,chardev=c', 'unix:/q'],
    ['-chardev socket,path=/q,server=on,id=c -qmp chardev:c', 'unix:/q'],
    ['demo', 'demo'],
    ['demo:io-error', 'demo:io-error'],
    ['web-01=tcp:localhost:4444', 'web-01 = tcp:localhost:4444'],
    ['My VM 2.0=/run/qmp.sock', 'My VM 2.0 = unix:/run/qmp.sock'],
    ['lab=demo', 'lab = demo'],
  ])('%s means %s', (argument, meaning) => {
    expect(read(argument)).toBe(meaning)
  })

  test('has a path that fits the system, for a longer one would be cut and lead elsewhere', () => {
    expect(read(`/${'x'.repeat(102)}`)).toMatch(/^unix:/)
    expect(() => read(`/${'x'.repeat(107)}`)).toThrow(
      /^"\/x{79}…" is no address: the path of a Unix socket has at most 10\d bytes on this system, and this one 108$/,
    )
  })

  test('has no name where a colon or a slash stands before the equals sign', () => {
    expect(read('unix:/tmp/a=b')).toBe('unix:/tmp/a=b')
    expect(read('/tmp/a=b')).toBe('unix:/tmp/a=b')
  })

  const forms = 'give tcp:HOST:PORT, HOST:PORT, unix:PATH, a path with a / in it, or demo'
  const elsewhere = `QMP is reached over TCP or a Unix socket here: ${forms}`
  const range = 'a port is a number from 1 to 65535'
  test.each([
    ['', forms],
    ['-', forms],
    ['localhost', forms],
    ['local host:4444', forms],
    ['tcp:localhost:http', forms],
    ['vnc:5900:1', forms],
    ['tcp:[localhost]:4444', forms],
    ['/tmp/with\0zero', forms],
    ['tcp:::1:4444', 'did you mean tcp:[::1]:4444?'],
    ['fe80::1:4444', 'did you mean tcp:[fe80::1]:4444?'],
    ['tcp:[::1]', 'the port is missing, as in tcp:[::1]:4444'],
    ['tcp:localhost', 'the port is missing, as in tcp:localhost:4444'],
    ['tcp:localhost:', 'the port is missing, as in tcp:localhost:4444'],
    ['tcp:localhost:0', range],
    ['localhost:65536', range],
    ['tcp:localhost:700000', range],
    ['unix:', 'give the path of the socket, as in unix:/run/vm1.qmp'],
    ['unix:,server=on', 'give the path of the socket, as in unix:/run/vm1.qmp'],
    ['web-01=', 'one must follow the name, as in web-01=tcp:localhost:4444'],
    ['http://localhost:4444', elsewhere],
    ['fd:3', elsewhere],
    ['vsock:3:4444', elsewhere],
    ['udp::4444@:4445', elsewhere],
    ['websocket:localhost:4444', elsewhere],
    ['tn3270:localhost:4444', elsewhere],
    ['chardev:q', elsewhere],
    ...['stdio', 'pty', 'null', 'none', 'vc', 'file:/tmp/q', 'pipe:/tmp/q', 'serial:/dev/ttyS0'].map(
      (backend): [string, string] => [backend, elsewhere],
    ),
    ['stdio,id=q', elsewhere],
    ['0', range],
    ['70000', range],
    ['@vm1', 'did you mean unix:vm1,abstract=on?'],
    ['/tmp/vm*.qmp', 'no file has matched the pattern, so the shell has left it: give the path of a socket'],
    [
      'unix:/tmp/vm?.qmp',
      'no file has matched the pattern, so the shell has left it: give the path of a socket',
    ],
    ['unix:~/vm.qmp', 'the shell has left the ~: write "$HOME/vm.qmp", or the whole path'],
  ])('"%s" is refused in one line that shows what would be right', (argument, advice) => {
    expect(() => parseTarget(argument)).toThrow(AddressError)
    expect(() => parseTarget(argument)).toThrow(new AddressError(`"${argument}" is no address: ${advice}`))
  })

  test.each([
    ['tcp:localhost:4444,websocket=on,server=on', /^websocket=on .*: start QEMU without that option$/],
    ['unix:/q,server,nowait,websocket', /^websocket=on /],
    ['tcp:localhost:4444,tls-creds=tls0,server=on', /^tls-creds makes QEMU speak TLS.* SSH tunnel/],
    ['tcp:localhost:4444,tn3270=on,server=on', /^tn3270=on /],
    ['tcp:localhost:4444,reconnect=5', /^reconnect=5 .*: start it with server=on,wait=off instead$/],
    ['unix:/q,reconnect-ms=500', /^reconnect-ms=500 /],
    ['unix:/q,server=off', /^with server=off QEMU connects to a server/],
    ['unix:/q,noserver', /^with server=off /],
    [
      'socket,id=q,path=/q',
      /^without server=on QEMU connects to a server.*: start it with server=on,wait=off$/,
    ],
    ['socket,id=q,fd=7,server=on', /^fd=7 is a socket that was opened for QEMU: give the path or the port/],
    ['tcp:localhost:4444,to=4450,server=on', /^with to=4450 .*: give the one it has, without to$/],
    ['-qmp tcp:localhost:4444,websocket=on', /^websocket=on /],
  ])('%s is refused at once, and the option named', (argument, why) => {
    const refusal = new RegExp(`^"[^"]*" cannot be used: ${why.source.replace(/^\^/, '')}`)
    for (const given of [argument, `name=${argument}`]) {
      expect(() => parseTarget(given)).toThrow(AddressError)
      expect(() => parseTarget(given)).toThrow(refusal)
    }
  })

  test.each([
    ['-mon chardev=q,mode=control', /^the monitor is on the character device q: give that -chardev as well$/],
    ['-chardev stdio,id=h -mon h', /^-chardev stdio,id=h makes no QMP monitor: give -qmp/],
    ['-object secret,id=s', /^-object secret,id=s makes no QMP monitor/],
    [
      '-chardev socket,path=/q,id=c,server=on -mon c,mode=control -mon c,mode=control',
      /^there are two QMP monitors in this: give one/,
    ],
  ])('%s is refused', (argument, why) => {
    expect(() => parseTarget(argument)).toThrow(why)
  })

  test('may be a host that is named as a scheme is, where tcp: stands before it', () => {
    expect(read('tcp:vsock:4444')).toBe('tcp:vsock:4444')
  })
})
