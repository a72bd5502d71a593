import { connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { abstractPath, printAbstract, whyNotAbstract } from './abstract-name.ts'
import { nameOfAddress } from './address.ts'

test('the name of an abstract socket is filled up with zero bytes where it is not tight', () => {
  expect(abstractPath('vm1', true)).toBe('\0vm1')
  expect(abstractPath('vm1', false)).toBe(`\0vm1${'\0'.repeat(104)}`)
  expect(Buffer.byteLength(abstractPath('ü'.repeat(40), false))).toBe(108)
})

test.each([true, false])(
  'it is written as QEMU takes it, and shown as ss shows it (tight: %s)',
  (isTight) => {
    const path = abstractPath('vm,1', isTight)
    expect(printAbstract(path)).toBe(`vm,,1,abstract=on${isTight ? '' : ',tight=off'}`)
    expect(nameOfAddress({ kind: 'unix', path })).toBe('@vm,1')
  },
)

test('a system or a Node.js that cannot connect to it is named, with a way out', () => {
  expect(whyNotAbstract(true, 'linux', false)).toBeUndefined()
  expect(whyNotAbstract(false, 'linux', true)).toBeUndefined()
  expect(whyNotAbstract(true, 'linux', true)).toMatch(/Node\.js 22 or newer, add tight=off/)
  expect(whyNotAbstract(false, 'darwin', false)).toMatch(/on Linux only: give it a path/)
})

test.runIf(process.platform === 'linux')('it can be connected to', async () => {
  const path = abstractPath(`qmp-dashboard-test-${process.pid}`, false)
  const server = createServer((client) => client.end('hello')).listen(path)
  const heard = await new Promise((resolve) => connect(path).once('data', (data) => resolve(data.toString())))
  expect(heard).toBe('hello')
  server.close()
})
