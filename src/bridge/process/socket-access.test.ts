import { chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { noAccessTo, noAccessWords, userName } from './socket-access.ts'

const socket = join(mkdtempSync(join(tmpdir(), 'access-')), 'vm.qmp')
writeFileSync(socket, '')
chmodSync(socket, 0o640)
afterAll(() => rmSync(dirname(socket), { recursive: true }))

const mine = { uid: process.geteuid?.(), user: process.geteuid?.() }

describe('what keeps the dashboard from a socket', () => {
  test('is nothing where it may be written to, and unknown where nothing is there', () => {
    expect(noAccessTo(socket)).toBeUndefined()
    expect(noAccessTo(join(socket, '..', 'none'))).toBeUndefined()
  })

  test('is the socket, or the first folder on the way that cannot be passed', () => {
    const notToWrite = (_: string, how: number) => how !== constants.W_OK
    expect(noAccessTo(socket, notToWrite)).toEqual({ path: socket, isFolder: false, mode: '0640', ...mine })
    const folder = dirname(socket)
    expect(noAccessTo(socket, (path) => path !== folder)).toEqual({
      path: folder,
      isFolder: true,
      mode: '0700',
      ...mine,
    })
  })

  test('is told with its owner, its mode, who the dashboard is, and two ways past it', () => {
    const words = noAccessWords({ path: '/run/vm.qmp', isFolder: false, uid: 0, mode: '0755', user: 4242 })
    expect(words).toMatch(
      /^Permission denied: the socket belongs to \w+ \(uid 0\), mode 0755, and the dashboard/,
    )
    expect(words).toContain('runs as uid 4242. Run it as that user,')
    expect(words).toMatch(/chgrp \/run\/vm\.qmp to .* chmod g\+w, or chmod o\+w/)
    const folder = noAccessWords({ path: '/run', isFolder: true, uid: 0, mode: '0700', user: 4242 })
    expect(folder).toMatch(/a folder on the way .*chmod g\+x/)
  })
})

test('a user without a name here is told by number', () => {
  expect(userName(4_000_000)).toBe('uid 4000000')
})
