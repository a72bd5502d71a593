import { describe, expect, test } from 'vitest'
import { parseTarget, printAddress } from './address.ts'
import { UsageError } from './usage-error.ts'

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
    expect(() => read(`/${'x'.repeat(107)}`)).toThrow(/is too long for a socket/)
  })

  test('has no name where a colon or a slash stands before the equals sign', () => {
    expect(read('unix:/tmp/a=b')).toBe('unix:/tmp/a=b')
    expect(read('/tmp/a=b')).toBe('unix:/tmp/a=b')
  })

  test.each([
    '',
    'localhost',
    'tcp:localhost',
    'tcp:localhost:0',
    'tcp:localhost:65536',
    'tcp:localhost:http',
    'tcp:::1:4444',
    'unix:',
    'http://localhost:4444',
    'vnc:5900:1',
    'web-01=',
    'local host:4444',
  ])('"%s" is refused in one line that shows what would be right', (argument) => {
    expect(() => parseTarget(argument)).toThrow(UsageError)
    expect(() => parseTarget(argument)).toThrow(/^.*is no address: give tcp:HOST:PORT.*$/)
  })
})
