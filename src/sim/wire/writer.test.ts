import { expect, it } from 'vitest'
import type { Value } from './value.ts'
import { writeJson } from './writer.ts'

it('F-03: writes ASCII only, everything else as four hexadecimal digits', () => {
  expect(writeJson('h\u00e9"llo\u{1f600}\u007f\u0000\\\n\t\b\f\r/')).toBe(
    '"h\\u00E9\\"llo\\uD83D\\uDE00\\u007F\\u0000\\\\\\n\\t\\b\\f\\r/"',
  )
})

it.each<[Value, string]>([
  [1, '1'],
  [100, '100'],
  [0.1, '0.10000000000000001'],
  [1e300, '1.0000000000000001e+300'],
  [1e17, '1e+17'],
  [1e16, '10000000000000000'],
  [1.5e-7, '1.4999999999999999e-07'],
  [0.0001, '0.0001'],
  [-0, '-0'],
  [18446744073709551615n, '18446744073709551615'],
  [Number.NaN, 'nan'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('C-02, F-12: writes the number %s as C does', (value, text) => {
  expect(writeJson(value)).toBe(text)
})

// Orders as a real QEMU 10.0 wrote them.
it.each([
  ['timestamp', 'event', 'data'],
  ['return', 'id'],
  ['id', 'error'],
  ['micro', 'minor', 'major'],
  ['thread-id', 'props', 'qom-path', 'cpu-index', 'target'],
  ['core-id', 'thread-id', 'node-id', 'socket-id'],
  ['iops_rd', 'detect_zeroes', 'active', 'image', 'iops_wr', 'ro', 'node-name', 'backing_file_depth', 'drv'],
])('F-14: writes members in the order of QEMU: %s, %s …', (...names) => {
  const shuffled = Object.fromEntries([...names].reverse().map((name) => [name, 0]))
  expect(Object.keys(JSON.parse(writeJson(shuffled)))).toEqual(names)
})

it('F-02: writes over many lines with pretty=on, empty containers too', () => {
  expect(writeJson({ return: {}, id: [1, { a: [] }] }, true)).toBe(
    [
      '{',
      '    "return": {',
      '    },',
      '    "id": [',
      '        1,',
      '        {',
      '            "a": [',
      '            ]',
      '        }',
      '    ]',
      '}',
    ].join('\r\n'),
  )
})
