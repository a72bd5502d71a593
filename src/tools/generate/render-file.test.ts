import { expect, test } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import { schemaOf } from './merge.ts'
import { renderFile } from './render-file.ts'

const builtins: SchemaInfo[] = [
  { name: 'str', 'meta-type': 'builtin', 'json-type': 'string' },
  { name: 'int', 'meta-type': 'builtin', 'json-type': 'int' },
  { name: 'any', 'meta-type': 'builtin', 'json-type': 'value' },
  { name: '0', 'meta-type': 'object', members: [] },
]

/** The part of the file that the schemas make, without the preamble. */
function render(...schemas: SchemaInfo[][]): string {
  const merged = schemas.map((entries, index) => schemaOf(`schema ${index}`, [...builtins, ...entries]))
  const text = renderFile(merged, [])
  return text.slice(text.indexOf('export interface Commands'))
}

const command = (name: string, args: string, ret: string): SchemaInfo => ({
  name,
  'meta-type': 'command',
  'arg-type': args,
  'ret-type': ret,
})

test('a command without arguments takes and returns an object without members', () => {
  expect(render([command('stop', '0', '0')])).toContain(`'stop': { arguments: NoMembers; return: NoMembers }`)
})

test('a member that only one schema has, or has a default, is optional', () => {
  const text = render(
    [
      command('query-status', '0', '7'),
      {
        name: '7',
        'meta-type': 'object',
        members: [
          { name: 'running', type: 'any' },
          { name: 'singlestep', type: 'int' },
        ],
      },
    ],
    [
      command('query-status', '0', '9'),
      {
        name: '9',
        'meta-type': 'object',
        members: [
          { name: 'running', type: 'any' },
          { name: 'since', type: 'str', default: null },
        ],
      },
    ],
  )
  expect(text).toContain(
    [
      'interface QueryStatusReturn {',
      '  running: unknown',
      '  /** Only in schema 0. */',
      '  singlestep?: number',
      '  /** Only in schema 1. */',
      '  since?: string',
      '}',
    ].join('\n'),
  )
})

test('commands, events and values that only one recording has say so', () => {
  const event: SchemaInfo = { name: 'STOP', 'meta-type': 'event', 'arg-type': '0' }
  const text = render(
    [
      command('query-pci', '0', '0'),
      command('set-action', '1', '0'),
      action('1', '2'),
      choice('2', ['pause']),
    ],
    [command('set-action', '5', '0'), action('5', '6'), choice('6', ['pause', 'none']), event],
  )
  expect(text).toContain(`  /** Only in schema 0. */\n  'query-pci'`)
  expect(text).toContain('  /** Only in schema 1. */\n  STOP: NoMembers')
  expect(text).toContain(`/** none (only in schema 1) */\ntype SetActionArgumentsAction = 'pause' | 'none'`)
})

test('the supplement is no recording', () => {
  const schemas = [
    schemaOf('qemu-7.2.json', [...builtins, command('stop', '0', '0')]),
    schemaOf('supplement.json', [...builtins, command('change', '0', '0')]),
  ]
  const text = renderFile(schemas, [])
  expect(text).toContain(`  /** In no recording. */\n  'change'`)
  expect(text).toContain(`'change': { arguments: NoMembers; return: NoMembers }\n  'stop'`)
})

test('an enum is closed where it is sent and open where it is received', () => {
  const text = render(
    [command('set-action', '1', '1'), action('1', '2'), choice('2', ['pause', 'none'])],
    [command('set-action', '5', '5'), action('5', '6'), choice('6', ['none', 'reset'])],
  )
  expect(text).toContain(`type SetActionArgumentsAction = 'pause' | 'none' | 'reset'\n`)
  expect(text).toContain(`type SetActionReturnAction = 'pause' | 'none' | 'reset' | (string & {})\n`)
})

test('a member that was a string and became an enum takes any string', () => {
  const text = render(
    [command('set-action', '1', '0'), action('1', 'str')],
    [command('set-action', '1', '0'), action('1', '6'), choice('6', ['reset'])],
  )
  expect(text).toContain(`type SetActionArgumentsAction = 'reset' | (string & {})`)
})

test('variants with the same members share one branch, and an answer may have an unlisted tag', () => {
  const text = render([
    command('blockdev-add', '1', '1'),
    {
      name: '1',
      'meta-type': 'object',
      members: [
        { name: 'node-name', type: 'str' },
        { name: 'driver', type: '2' },
      ],
      tag: 'driver',
      variants: [
        { case: 'file', type: '3' },
        { case: 'host', type: '3' },
        { case: 'null', type: '0' },
      ],
    },
    choice('2', ['file', 'host', 'null']),
    { name: '3', 'meta-type': 'object', members: [{ name: 'filename', type: 'str' }] },
  ])
  expect(text).toContain(
    [
      'type BlockdevAddArguments = {',
      `  'node-name': string`,
      '} & (',
      `  | ({ driver: 'file' | 'host' } & BlockdevAddArgumentsAsFile)`,
      `  | { driver: 'null' }`,
      ')',
    ].join('\n'),
  )
  expect(text).toContain(`  | { driver: 'null' }\n  | { driver: Unlisted }\n)`)
})

test('a recursive type is named once', () => {
  const text = render([
    command('query-blockstats', '0', '[1]'),
    { name: '[1]', 'meta-type': 'array', 'element-type': '1' },
    { name: '1', 'meta-type': 'object', members: [{ name: 'parent', type: '1', default: null }] },
  ])
  expect(text).toContain(`return: QueryBlockstatsReturnItem[] }`)
  expect(text).toContain('interface QueryBlockstatsReturnItem {\n  parent?: QueryBlockstatsReturnItem\n}')
})

test('an alternate is the union of its branches', () => {
  const text = render([
    command('x', '1', '0'),
    { name: '1', 'meta-type': 'object', members: [{ name: 'file', type: '2' }] },
    { name: '2', 'meta-type': 'alternate', members: [{ type: 'str' }, { type: '[int]' }] },
    { name: '[int]', 'meta-type': 'array', 'element-type': 'int' },
  ])
  expect(text).toContain('file: string | number[]')
})

test('device_add takes members beyond those of its schema', () => {
  const text = render([
    command('device_add', '1', '0'),
    { name: '1', 'meta-type': 'object', members: [{ name: 'driver', type: 'str' }] },
  ])
  expect(text).toContain('arguments: DeviceAddArguments & { [property: string]: unknown }')
})

test('deprecated and unstable things say so', () => {
  const text = render([
    { ...command('x-query-irq', '0', '0'), features: ['unstable', 'json-cli'] },
    { name: 'STOP', 'meta-type': 'event', 'arg-type': '0', features: ['deprecated'] },
  ])
  expect(text).toContain(`  /** @unstable */\n  'x-query-irq'`)
  expect(text).toContain('  /** @deprecated */\n  STOP: NoMembers')
})

test('integers beyond 2^53 are wide where the table says so, through arrays, variants and other paths', () => {
  const entries: SchemaInfo[] = [
    command('query-stats', '0', '[1]'),
    { name: '[1]', 'meta-type': 'array', 'element-type': '1' },
    {
      name: '1',
      'meta-type': 'object',
      members: [
        { name: 'kind', type: '2' },
        { name: 'count', type: 'int' },
      ],
      tag: 'kind',
      variants: [{ case: 'bins', type: '3' }],
    },
    choice('2', ['bins']),
    { name: '3', 'meta-type': 'object', members: [{ name: 'bins', type: '[int]' }] },
    { name: '[int]', 'meta-type': 'array', 'element-type': 'int' },
  ]
  const schemas = [schemaOf('schema', [...builtins, ...entries])]
  const text = renderFile(schemas, ['query-stats/return/bins'])
  expect(text).toContain('bins: (number | bigint)[]')
  expect(text).toContain('count: number\n')
  expect(() => renderFile(schemas, ['query-stats/return/nowhere'])).toThrow('query-stats/return/nowhere')
})

function action(name: string, type: string): SchemaInfo {
  return { name, 'meta-type': 'object', members: [{ name: 'action', type }] }
}

function choice(name: string, values: string[]): SchemaInfo {
  return { name, 'meta-type': 'enum', members: values.map((value) => ({ name: value })), values }
}
