import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import { checkArguments } from './check-arguments.ts'
import { indexSchema } from './schema-index.ts'

const recording = new URL('../qapi/recorded/qemu-7.2.json', import.meta.url)
const schema = indexSchema(JSON.parse(readFileSync(recording, 'utf8')))

/** What QEMU would say: it names the first problem only. */
function firstProblem(command: string, args: Record<string, unknown>): string | undefined {
  return checkArguments(schema, command, args)[0]?.text
}

describe('checkArguments', () => {
  // Each answer is the one QEMU 7.2 gave to these very arguments.
  test.each([
    ["Parameter 'size' is missing", 'block_resize', {}],
    ["Parameter 'size' is missing", 'block_resize', { nope: 1 }],
    ["Parameter 'nope' is unexpected", 'block_resize', { size: 1, nope: 1 }],
    ["Parameter 'x' is unexpected", 'stop', { x: 1 }],
    ["Invalid parameter type for 'size', expected: integer", 'block_resize', { size: '1' }],
    ["Invalid parameter type for 'size', expected: integer", 'block_resize', { size: 1.5 }],
    ["Invalid parameter type for 'device', expected: string", 'block_resize', { size: null, device: 7 }],
    ["Invalid parameter type for 'up', expected: boolean", 'set_link', { name: 'a', up: 'yes' }],
    ["Invalid parameter type for 'keys', expected: array", 'send-key', { keys: 'a' }],
    ["Invalid parameter type for 'keys[0]', expected: object", 'send-key', { keys: [7] }],
    ["Parameter 'keys[0].type' is missing", 'send-key', { keys: [{ data: 'a' }] }],
    [
      "Parameter 'keys[1].data' is missing",
      'send-key',
      { keys: [{ type: 'qcode', data: 'a' }, { type: 'qcode' }] },
    ],
    ["Parameter 'keys[0].x' is unexpected", 'send-key', { keys: [{ type: 'qcode', data: 'a', x: 1 }] }],
    ["Parameter 'data' does not accept value 'no'", 'send-key', { keys: [{ type: 'qcode', data: 'no' }] }],
    ["Parameter 'type' does not accept value 'no'", 'send-key', { keys: [{ type: 'no', data: 'a' }] }],
    ["Invalid parameter type for 'reboot', expected: string", 'set-action', { reboot: 3 }],
    ["Parameter 'driver' is missing", 'blockdev-add', {}],
    ["Parameter 'driver' does not accept value 'no'", 'blockdev-add', { driver: 'no' }],
    ["Parameter 'file' is missing", 'blockdev-add', { driver: 'raw' }],
    ["Parameter 'file.filename' is missing", 'blockdev-add', { driver: 'raw', file: { driver: 'file' } }],
    [
      "Parameter 'file.y' is unexpected",
      'blockdev-add',
      { driver: 'raw', file: { driver: 'file', filename: 'x', y: 1 } },
    ],
    [
      "Parameter 'overlap-check' does not accept value 'bad'",
      'blockdev-add',
      { driver: 'qcow2', file: 'a', 'overlap-check': 'bad' },
    ],
    ["Parameter 'zzz' is unexpected", 'object-add', { 'qom-type': 'iothread', id: 'a', zzz: 1 }],
    ["Parameter 'zzz' is unexpected", 'netdev_add', { type: 'user', id: 'a', zzz: 1 }],
    ["Parameter 'driver' is missing", 'device_add', { id: 'a' }],
    ["Parameter 'providers[0].provider' is missing", 'query-stats', { target: 'vm', providers: [{}] }],
  ])('C-11: %s', (text, command, args) => {
    expect(firstProblem(command, args)).toBe(text)
  })

  test('a value that fits no branch of an alternate names all of them', () => {
    expect(firstProblem('blockdev-add', { driver: 'raw', file: 7 })).toBe(
      "Invalid parameter type for 'file', expected: object or string",
    )
  })

  test.each([
    ['block_resize', { 'node-name': 'disk0', size: 2n ** 62n }],
    ['blockdev-add', { driver: 'qcow2', file: { driver: 'file', filename: 'a' }, backing: null }],
    ['blockdev-add', { driver: 'qcow2', file: 'node0', 'overlap-check': { template: 'all' } }],
    ['qom-set', { path: '/machine', property: 'x', value: null }],
    ['migrate-set-parameters', { 'max-bandwidth': 1, 'tls-creds': null }],
    ['stop', {}],
  ])('%s takes what fits', (command, args) => {
    expect(checkArguments(schema, command, args)).toEqual([])
  })

  test('device_add accepts members beyond its schema (C-11)', () => {
    expect(firstProblem('device_add', { driver: 'virtio-net-pci', netdev: 'n', mq: true })).toBeUndefined()
  })

  test('C-11, I-05: before 6.0 object-add and netdev_add accept any members, and enums have only values', () => {
    const old: SchemaInfo[] = [
      { name: 'str', 'meta-type': 'builtin', 'json-type': 'string' },
      { name: 'object-add', 'meta-type': 'command', 'arg-type': '1', 'ret-type': '0' },
      {
        name: '1',
        'meta-type': 'object',
        members: [
          { name: 'qom-type', type: 'str' },
          { name: 'merge', type: '2', default: null },
        ],
      },
      JSON.parse('{"name": "2", "meta-type": "enum", "values": ["on", "off"]}'),
    ]
    const index = indexSchema(old)
    expect(checkArguments(index, 'object-add', { 'qom-type': 'rng', filename: 'x', merge: 'on' })).toEqual([])
    expect(checkArguments(index, 'object-add', { 'qom-type': 'rng', merge: 'maybe' })).toEqual([
      {
        path: 'merge',
        text: "Parameter 'merge' does not accept value 'maybe'",
        words: 'arguments.merge: "maybe" is not one of its values',
      },
    ])
  })

  test('every problem has its path', () => {
    const problems = checkArguments(schema, 'blockdev-add', { driver: 'raw', file: { driver: 'file', z: 1 } })
    expect(problems.map(({ path }) => path)).toEqual(['file.filename', 'file.z'])
  })

  test.each([
    ['block_resize', {}, 'arguments.size: is missing (integer)'],
    ['block_resize', { size: 1, devise: 'a' }, 'arguments.devise: is not known here; did you mean "device"?'],
    ['block_resize', { size: 1, zzzz: 'a' }, 'arguments.zzzz: is not known here'],
    ['block_resize', { size: '1' }, 'arguments.size: must be an integer, "1" is not'],
    ['block_resize', { size: 1.5 }, 'arguments.size: must be an integer, 1.5 is not'],
    ['block_resize', { size: [] }, 'arguments.size: must be an integer, a list is not'],
    ['block_resize', { size: 2n ** 64n }, 'arguments.size: 18446744073709551616 does not fit into 64 bits'],
    ['set-action', { reboot: 'shutdwon' }, '"shutdwon" is not one of its values; did you mean "shutdown"?'],
    [
      'blockdev-add',
      { driver: 'raw', file: { driver: 'file' } },
      'arguments.file.filename: is missing (string)',
    ],
    ['blockdev-add', { driver: 'null-co', filename: 'a' }, 'arguments.filename: is not known here; driver='],
    [
      'send-key',
      { keys: [{ type: 'number', data: 1 }, { type: 'qcode' }] },
      'arguments.keys[1].data: is missing',
    ],
    ['migrate', { uri: 'a', props: {} }, 'arguments.props: is not known here'],
    [
      'migrate-set-capabilities',
      { capabilities: [{ capability: 'zero-block', state: true }] },
      'arguments.capabilities[0].capability: "zero-block" is not one of its values; did you mean "zero-blocks"?',
    ],
    [
      'object-add',
      { 'qom-type': 'iothread', id: 'a', props: {} },
      'gone in QEMU 6.0; now: its members beside',
    ],
  ])('C-10, C-11: %s %o has its problem in words, with the whole path', (command, args, words) => {
    expect(checkArguments(schema, command, args).map((problem) => problem.words)).toEqual([
      expect.stringContaining(words),
    ])
  })

  test.each([-(2n ** 63n), 2n ** 64n - 1n, 2 ** 53, 0])('C-10: %s fits into 64 bits', (value) => {
    expect(checkArguments(schema, 'migrate-set-parameters', { 'max-bandwidth': value })).toEqual([])
  })

  test.each([-(2n ** 63n) - 1n, 2n ** 64n, 1e21])('C-10: %s does not', (value) => {
    const [problem] = checkArguments(schema, 'migrate-set-parameters', { 'max-bandwidth': value })
    expect(problem?.text).toBe("Invalid parameter type for 'max-bandwidth', expected: integer")
  })

  test('all problems are found, up to a bound, and what is long is cut', () => {
    const problems = checkArguments(schema, 'block_resize', { size: 'x'.repeat(10_000), device: 1, z: 1 })
    expect(problems.map(({ path }) => path)).toEqual(['device', 'size', 'z'])
    expect(Math.max(...problems.map(({ words }) => words.length))).toBeLessThan(120)
    const many = checkArguments(schema, 'send-key', { keys: Array.from({ length: 1_000_000 }, () => 7) })
    expect(many).toHaveLength(50)
  })
})
