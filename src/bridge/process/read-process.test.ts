import { expect, test } from 'vitest'
import { processIn } from './read-process.ts'

const stat = (state: string, user: number, system: number, start: number | string) =>
  `7 (qemu) ) x) ${state} 1 7 7 0 -1 4194560 100 0 0 0 ${user} ${system} 0 0 20 0 4 0 ${start} 1000 200\n`
const status = `Name:\tqemu
VmRSS:\t   38000 kB
HugetlbPages:\t   65536 kB
Threads:\t4
`
const host = 'cpu  1 2 3\nbtime 1700000000\n'

test('a process has what the kernel says of it', () => {
  expect(processIn({ stat: stat('S', 250, 50, 1234), status, host })).toEqual({
    state: 'S',
    startTime: 1700000012340,
    cpuSeconds: 3,
    residentBytes: (38000 + 65536) * 1024,
  })
})

test('huge pages are not counted where the kernel does not tell them', () => {
  const { residentBytes } = processIn({ stat: '', status: 'VmRSS:\t 8 kB\n', host })
  expect(residentBytes).toBe(8192)
})

test.each([
  ['no texts', { stat: '', status: '', host: '' }],
  ['numbers that are none', { stat: stat('?', -1, -1, -1), status: 'VmRSS:\t-1 kB', host: 'btime -1' }],
  ['a start and a time that are not kept', { stat: stat('', 0, 0, 0), status: 'HugetlbPages:\t0 kB', host }],
])('what it does not know is left out: %s', (_what, texts) => {
  expect(processIn(texts)).toEqual({})
})
