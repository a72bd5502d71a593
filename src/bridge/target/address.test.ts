import { describe, expect, test } from 'vitest'
import { AddressError, parseTarget, printAddress } from './address.ts'

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
    ['4444', 'did you mean tcp:localhost:4444?'],
    ['tcp:4444,server=on', 'did you mean tcp:localhost:4444?'],
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
  ])('"%s" is refused in one line that shows what would be right', (argument, advice) => {
    expect(() => parseTarget(argument)).toThrow(AddressError)
    expect(() => parseTarget(argument)).toThrow(new AddressError(`"${argument}" is no address: ${advice}`))
  })

  test('may be a host that is named as a scheme is, where tcp: stands before it', () => {
    expect(read('tcp:vsock:4444')).toBe('tcp:vsock:4444')
  })
})
