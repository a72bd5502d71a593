import { describe, expect, test } from 'vitest'
import { parseTcpTable, parseUnixTable } from './socket-tables.ts'

describe("the kernel's tables", () => {
  test('of Unix sockets tell who listens, who is connected, and who waits', () => {
    const table = `Num       RefCount Protocol Flags    Type St Inode Path
000000008eccfbd0: 00000002 00000000 00010000 0001 01 764094 /run/a b.qmp
000000001dbf315e: 00000003 00000000 00000000 0001 03 763546 /run/a b.qmp
000000005eb5df71: 00000003 00000000 00000000 0001 02     0 /run/a b.qmp
000000004cef0ff9: 00000003 00000000 00000000 0001 03  1658
000000004cef0ffa: 00000002 00000000 00000000 0002 01  1659 /run/systemd/notify
000000004cef0ffb: 00000002 00000000 00000000 0001 01  1660 /run/bound-only
`
    expect(parseUnixTable(table)).toEqual([
      { inode: '764094', path: '/run/a b.qmp', state: 'listening' },
      { inode: '763546', path: '/run/a b.qmp', state: 'connected' },
      { inode: '0', path: '/run/a b.qmp', state: 'connected' },
    ])
  })

  test('of TCP sockets give addresses in the usual notation', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   1: 00000000:868C 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 764098 1 000000005032a47a 100 0 0 10 0
   3: 0100007F:9175 0100007F:A106 06 00000000:00000000 03:000007CE 00000000     0        0 0 3 00000000eca55555
   1: 00000000000000000000000001000000:868E 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 764102 1 000000007304f3b0 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:868C B80D0120000000000000000007000000:D431 01 00000000:00000000 00:00000000 00000000     0        0 7 1 000000007304f3b0 100 0 0 10 0
`
    const nowhere = { port: 0 }
    expect(parseTcpTable(table)).toEqual([
      {
        inode: '764098',
        uid: 1000,
        local: { host: '0.0.0.0', port: 34444 },
        remote: { host: '0.0.0.0', ...nowhere },
        state: 'listening',
      },
      {
        inode: '764102',
        uid: 0,
        local: { host: '::1', port: 34446 },
        remote: { host: '::', ...nowhere },
        state: 'listening',
      },
      {
        inode: '7',
        uid: 0,
        local: { host: '127.0.0.1', port: 34444 },
        remote: { host: '2001:db8::7', port: 54321 },
        state: 'connected',
      },
    ])
  })

  test('may be empty or malformed', () => {
    for (const text of ['', '\n', 'x', ': : :\n0A 0A 0A 0A']) {
      expect([...parseUnixTable(text), ...parseTcpTable(text)]).toEqual([])
    }
  })
})
