import { expect, test } from 'vitest'
import { sshHint } from './ssh-hint.ts'

const overSsh = { SSH_CONNECTION: '10.0.0.9 51234 10.0.0.2 22' }
const plain = { open: false, publicOrigins: [], token: { from: 'random' } } as const

test('over SSH it prints the tunnel command, with the same port at both ends, and how to keep the token', () => {
  expect(sshHint(overSsh, 'http://127.0.0.1:8080', 'box', plain)).toBe(
    'over SSH: run ssh -L 8080:127.0.0.1:8080 box on your own machine, and open the address there; ' +
      '--token-file FILE keeps the token for the next start',
  )
  expect(sshHint(overSsh, 'http://[::1]:9090', 'box', plain)).toContain('ssh -L 9090:[::1]:9090 box ')
  const kept = { ...plain, token: { from: 'file', path: 'a' } } as const
  expect(sshHint(overSsh, 'http://127.0.0.1:8080', 'box', kept)).toMatch(/open the address there$/)
})

test('without SSH it prints no hint', () => {
  const here = 'http://127.0.0.1:8080'
  expect(sshHint({}, here, 'box', plain)).toBeUndefined()
  expect(sshHint({ SSH_CONNECTION: '' }, here, 'box', plain)).toBeUndefined()
  expect(sshHint(overSsh, here, 'box', { ...plain, open: true })).toBeUndefined()
  expect(sshHint(overSsh, here, 'box', { ...plain, publicOrigins: ['https://vms.example'] })).toBeUndefined()
  expect(sshHint(overSsh, 'https://10.0.0.2:8080', 'box', plain)).toBeUndefined()
})
