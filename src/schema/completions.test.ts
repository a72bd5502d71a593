// One file: both syntaxes complete the same commands, and are to be read side by side.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { completions } from './completions.ts'
import { indexNames } from './index-names.ts'
import { indexSchema } from './schema-index.ts'

const recording = new URL('../qapi/recorded/qemu-7.2.json', import.meta.url)
const schema = indexSchema(JSON.parse(readFileSync(recording, 'utf8')))

/** The cursor is at the bar. */
function completed(marked: string, of = schema) {
  const cursor = marked.indexOf('|')
  return completions(of, marked.slice(0, cursor) + marked.slice(cursor + 1), cursor)
}

const labels = (marked: string): string[] => completed(marked).map(({ label }) => label)

/** The text once a completion has been taken. */
function taken(marked: string, label: string): string | undefined {
  const found = completed(marked).find((one) => one.label === label)
  const text = marked.replace('|', '')
  return found && text.slice(0, found.from) + found.insert + text.slice(found.to)
}

describe('a line of the QMP shell', () => {
  test.each([
    ['a command', 'block_res|', 'block_resize', 'block_resize '],
    ['a command in the middle', 'query-|us', 'query-status', 'query-status'],
    ['a command that takes nothing', 'query-stat|', 'query-status', 'query-status'],
    ['a new argument', 'block_resize device=a |', 'size', 'block_resize device=a size='],
    ['half an argument', 'block_resize no|', 'node-name', 'block_resize node-name='],
    ['a name whose value is there', 'block_resize no|=a', 'node-name', 'block_resize node-name=a'],
    ['an enum value', 'set-action reboot=sh|', 'shutdown', 'set-action reboot=shutdown'],
    ['a boolean', 'set_link name=a up=|', 'true', 'set_link name=a up=true'],
    [
      'a member within an object',
      'migrate-set-parameters tls-c|',
      'tls-creds',
      'migrate-set-parameters tls-creds=',
    ],
    ['the tag of a variant', 'blockdev-add driver=qco|', 'qcow2', 'blockdev-add driver=qcow2'],
    [
      'a member of the variant',
      'blockdev-add driver=qcow2 overlap|',
      'overlap-check',
      'blockdev-add driver=qcow2 overlap-check=',
    ],
    [
      'a member by dots',
      'blockdev-add driver=qcow2 file.driver=file file.fi|',
      'filename',
      'blockdev-add driver=qcow2 file.driver=file file.filename=',
    ],
    [
      'a part before a dot',
      'blockdev-add driver=qcow2 fi|.driver=file',
      'file',
      'blockdev-add driver=qcow2 file.driver=file',
    ],
    [
      'a name in a JSON value',
      'send-key keys=[{"type": "qcode", "da|',
      'data',
      'send-key keys=[{"type": "qcode", "data": ',
    ],
    [
      'a value in a JSON value',
      'send-key keys=[{"type": "qcode", "data": "shift|"}]',
      'shift_r',
      'send-key keys=[{"type": "qcode", "data": "shift_r"}]',
    ],
  ])('%s is completed', (_what, marked, label, text) => {
    expect(taken(marked, label)).toBe(text)
  })

  test('arguments that are given are not offered, and required ones come first', () => {
    expect(labels('block_resize |')).toEqual(['size', 'device', 'node-name'])
    expect(labels('block_resize size=1 |')).toEqual(['device', 'node-name'])
    expect(labels('blockdev-add driver=file |')[0]).toBe('filename')
  })

  test('an object that may also be a name is completed both ways', () => {
    const inserts = completed('blockdev-add driver=qcow2 file|').map(({ insert }) => insert)
    expect(inserts.slice(0, 2)).toEqual(['file=', 'file.'])
  })

  test('C-11: device_add is completed as far as its schema goes', () => {
    expect(labels('device_add netdev=a |')).toEqual(['driver', 'bus', 'id'])
  })

  test('I-08: deprecated and unstable names are marked and come last', () => {
    const drive = completed('drive-ba|')[0]
    expect(drive).toMatchObject({ kind: 'command', label: 'drive-backup', details: ['deprecated'] })
    expect(completed('x-query-ro|')[0]?.details).toEqual(['unstable'])
    const device = completed('blockdev-open-tray |')
    expect(device.map(({ label }) => label).at(-1)).toBe('device')
    expect(device.at(-1)?.details).toEqual(['string', 'optional', 'deprecated'])
    expect(completed('migrate-set-capabilities capabilities=[{"capability": "x-c|')[0]).toMatchObject({
      kind: 'value',
      label: 'x-colo',
      details: ['unstable'],
    })
  })

  test('nothing is offered where nothing is known', () => {
    for (const marked of [
      'nonsense |',
      'stop |',
      'block_resize device=|',
      'block_resize device.x|',
      'a b=c |',
    ]) {
      expect([marked, labels(marked)]).toEqual([marked, []])
    }
  })
})

describe('JSON', () => {
  test.each([
    ['a key', '{|', 'execute', '{"execute": '],
    ['a key with its quote', '{"ex|', 'execute', '{"execute": '],
    ['a bare key', '{ex|', 'execute', '{"execute": '],
    ['a key before its colon', '{"arg|": {}}', 'arguments', '{"arguments": {}}'],
    ['a command', '{"execute": "blo|', 'block_resize', '{"execute": "block_resize"'],
    ['a command without quotes', '{"execute": blo|', 'block_resize', '{"execute": "block_resize"'],
    ['a command in quotes', '{"execute": "blo|"}', 'block_resize', '{"execute": "block_resize"}'],
    [
      'a string that is not closed before others',
      '{"execute": "blo|, "arguments": {"size": 1}}',
      'block_resize',
      '{"execute": "block_resize", "arguments": {"size": 1}}',
    ],
    [
      'an argument',
      '{"execute": "block_resize", "arguments": {"si|',
      'size',
      '{"execute": "block_resize", "arguments": {"size": ',
    ],
    [
      'an argument before the command',
      '{"arguments": {|}, "execute": "block_resize"}',
      'size',
      '{"arguments": {"size": }, "execute": "block_resize"}',
    ],
    [
      'a member whose tag comes later',
      '{"execute": "blockdev-add", "arguments": {"overlap|", "driver": "qcow2"}}',
      'overlap-check',
      '{"execute": "blockdev-add", "arguments": {"overlap-check": , "driver": "qcow2"}}',
    ],
    [
      'a boolean, which has no quotes',
      '{"execute": "set_link", "arguments": {"up": |}}',
      'false',
      '{"execute": "set_link", "arguments": {"up": false}}',
    ],
    [
      'a member of an item',
      '{"execute": "send-key", "arguments": {"keys": [{"type": "qcode", "data": "a"}, {|',
      'type',
      '{"execute": "send-key", "arguments": {"keys": [{"type": "qcode", "data": "a"}, {"type": ',
    ],
  ])('%s is completed', (_what, marked, label, text) => {
    expect(taken(marked, label)).toBe(text)
  })

  test('O-02: out of band only the commands that allow it are offered', () => {
    expect(labels('{"exec-oob": "|')).toEqual(['migrate-pause', 'migrate-recover', 'query-yank', 'yank'])
  })

  test('keys of the request are offered once, and one command', () => {
    expect(labels('{|')).toEqual(['execute', 'exec-oob', 'arguments', 'id'])
    expect(labels('{"execute": "stop", |')).toEqual(['arguments', 'id'])
    expect(labels('{"id": 1, |')).toEqual(['execute', 'exec-oob', 'arguments'])
  })

  test('nothing is offered behind a value, in an id, or for a string', () => {
    for (const marked of [
      '{"execute": "stop" |}',
      '{"execute": "stop"|}',
      '{"execute": "stop"}|',
      '{"id": "|"}',
      '{"execute": "block_resize", "arguments": {"device": "|"}}',
      '{"execute": 7, "arguments": {|}}',
      '{"execute": "block_resize", "arguments": {"device" |',
    ]) {
      expect([marked, labels(marked)]).toEqual([marked, []])
    }
  })
})

test('C-12: without a schema names complete, and arguments come from another QEMU, which is said', () => {
  const old = indexNames(['query-status', 'eject', 'change_of_old'], schema, 'QEMU 7.2')
  expect(completed('|', old).map(({ label }) => label)).toEqual(['change_of_old', 'eject', 'query-status'])
  expect(completed('eject fo|', old)[0]?.details).toEqual(['boolean', 'optional', 'as in QEMU 7.2'])
  expect(completed('change_of_old |', old)).toEqual([])
  expect(completed('block_resize |', old)).toEqual([])
})

test.each(['qemu-7.2', 'qemu-10.0'])(
  'I-04: every command of %s offers each of its arguments once, in both syntaxes',
  (name) => {
    const file = new URL(`../qapi/recorded/${name}.json`, import.meta.url)
    const index = indexSchema(JSON.parse(readFileSync(file, 'utf8')))
    for (const command of index.commandNames) {
      const own = (index.argumentsOf(command)?.members ?? []).map((member) => member.name).sort()
      const line = completed(`${command} |`, index).map(({ label }) => label)
      expect([command, [...new Set(line)].sort()]).toEqual([command, own])
      const json = completed(`{"execute": "${command}", "arguments": {|}}`, index).map(({ label }) => label)
      expect([command, json.sort()]).toEqual([command, own])
    }
  },
)

test('I-06: within a type that holds itself completion has no end', () => {
  const deep = 'backing.'.repeat(12)
  expect(labels(`blockdev-add driver=qcow2 ${deep}driver=qcow2 ${deep}|`)).not.toContain('lazy-refcounts')
  const chain = Array.from({ length: 12 }, (_, depth) => `${'backing.'.repeat(depth)}driver=qcow2`).join(' ')
  expect(labels(`blockdev-add ${chain} ${'backing.'.repeat(11)}lazy|`)).toEqual(['lazy-refcounts'])
})
