import { describe, expect, test } from 'vitest'
import { backendsOf, forwardWords, netdevsOf, sshCommand } from './netdevs.ts'

const netdevs = (...args: string[]) => netdevsOf(['qemu-system-x86_64', ...args])
const wordsOf = (name: string, ...args: string[]) =>
  backendsOf(name, netdevs(...args))?.map(({ type, target, forwards }) =>
    [type, target, ...forwards.map(forwardWords)].filter(Boolean).join(' '),
  )

const user = 'user,id=net0,hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=udp::53-10.0.2.20:53'

describe('a backend with an id', () => {
  test('is told with all that it forwards', () => {
    expect(wordsOf('net0', '-netdev', user)).toEqual([
      'user 127.0.0.1:2222 → guest 22 *:53 → guest 10.0.2.20:53 (UDP)',
    ])
  })

  test('is read in the JSON form, too', () => {
    const json = '{"type":"user","id":"n","hostfwd":[{"str":"tcp::8080-:80"},{"str":"::8443-:443"}]}'
    expect(wordsOf('n', '-netdev', json)).toEqual(['user *:8080 → guest 80 *:8443 → guest 443'])
  })

  test.each([
    ['tap,id=n,ifname=tap,,0,script=no', 'tap tap,0'],
    ['bridge,id=n,br=virbr0', 'bridge virbr0'],
    ['socket,id=n,mcast=230.0.0.1:1234', 'socket 230.0.0.1:1234'],
    ['type=vhost-user,id=n,chardev=c0', 'vhost-user c0'],
    ['user,id=n,hostfwd=nonsense', 'user'],
    ['user,id=n,hostfwd=tcp:127.0.0.1:0-:22', 'user 127.0.0.1:(a free port) → guest 22'],
  ])('%s leads to %s', (value, words) => {
    expect(wordsOf('n', '-netdev', value)).toEqual([words])
  })
})

test('a backend of -nic without an id is found by the number in the name that QEMU gave it', () => {
  const args = [
    '-nic',
    'none',
    '-nic',
    'user,hostfwd=tcp::2222-:22',
    '-nic',
    'tap,id=t,ifname=tap1',
    '--nic',
    'user',
  ]
  expect(wordsOf('#net024', ...args)).toEqual(['user *:2222 → guest 22'])
  expect(wordsOf('#net107', ...args)).toEqual(['user'])
  expect(wordsOf('t', ...args)).toEqual(['tap tap1'])
})

test('the cards of -net share what is at their hub', () => {
  const args = ['-net', 'nic', '-net', 'user,hostfwd=tcp::2222-:22']
  expect(wordsOf('hub0port0', ...args)).toEqual(['user *:2222 → guest 22'])
})

test('what was added later, or is no backend at all, is not known', () => {
  expect(wordsOf('net7', '-netdev', user)).toBeUndefined()
  expect(wordsOf('#net024', '-netdev', '{"id":')).toBeUndefined()
  expect(wordsOf('hub0port0')).toBeUndefined()
})

test('the way in by SSH is a command to copy', () => {
  const forwards = (hostfwd: string) =>
    backendsOf('n', netdevs('-netdev', `user,id=n,hostfwd=${hostfwd}`))?.[0]?.forwards ?? []
  const commands = (hostfwd: string) => forwards(hostfwd).map(sshCommand)
  expect(commands('tcp:127.0.0.1:2222-:22')).toEqual(['ssh -p 2222 127.0.0.1'])
  expect(commands('tcp::2222-:22')).toEqual(['ssh -p 2222 localhost'])
  expect(commands('tcp:[::1]:2222-:22')).toEqual(['ssh -p 2222 ::1'])
  expect(commands('tcp::8080-:80')).toEqual([undefined])
  expect(commands('tcp:$(x):2222-:22')).toEqual([undefined])
})
