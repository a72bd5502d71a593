import { expect, test } from 'vitest'
import { parseDetails } from './socket-details.ts'
import type { SocketFile } from './socket-file.ts'

const file = (inode: bigint, device = 0xfe00n): SocketFile => ({ inode, device, uid: 0 })

const table = `u_str LISTEN 0      1      /run/a b.qmp 100 * 0 <-> ino:2180655 dev:0/65024 peers:
u_str ESTAB  0      0      /run/a b.qmp 101 * 200 <-> ino:2180655 dev:0/65024
u_str ESTAB  0      0                 * 200 * 101
u_str ESTAB  0      0      /run/a b.qmp 102 * 0 <-> ino:2180655 dev:0/65024
u_dgr UNCONN 0      0      @name 103 * 0
`

test('tell the other end of a connection, and none where it has closed', () => {
  const details = parseDetails(table)
  expect(['100', '101', '200', '102'].map((inode) => details.get(inode)?.peerInode)).toEqual([
    undefined,
    '200',
    '101',
    undefined,
  ])
})

test('tell the file of a socket, unless its device has other numbers', () => {
  const details = parseDetails(table)
  expect(details.get('100')?.isBoundTo(file(2180655n))).toBe(true)
  expect(details.get('100')?.isBoundTo(file(2180656n))).toBe(false)
  expect(details.get('100')?.isBoundTo(file(2180655n, 0x2fn))).toBeUndefined()
  expect(details.get('103')?.isBoundTo(file(2180655n))).toBeUndefined()
})

test('say nothing of a socket that is there twice: a path may look like a row', () => {
  const forged = '/run/x\nu_str LISTEN 0 1 /run/a 100 * 0 <-> ino:7 dev:0/65024 peers:\nrest'
  const details = parseDetails(`u_str LISTEN 0 1 ${forged} 300 * 0\n${table}`)
  expect(details.has('100')).toBe(false)
  expect(details.get('101')?.peerInode).toBe('200')
})
