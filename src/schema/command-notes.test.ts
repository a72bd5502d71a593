import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandNotes } from './command-notes.ts'
import { indexNames } from './index-names.ts'
import { indexSchema } from './schema-index.ts'

const recorded = (name: string) =>
  indexSchema(JSON.parse(readFileSync(new URL(`../qapi/recorded/${name}.json`, import.meta.url), 'utf8')))
const debian = recorded('qemu-7.2')
const newer = recorded('qemu-10.0')

test('I-08: a command that this QEMU calls deprecated is marked, with what replaces it here', () => {
  expect(commandNotes(debian, 'drive-backup', {})).toEqual({
    marks: ['deprecated'],
    arguments: [],
    successors: [{ command: 'blockdev-backup', since: '2.3', isHere: true }],
  })
})

test('C-13: a command that this QEMU calls unstable is marked', () => {
  expect(commandNotes(newer, 'x-query-roms', undefined).marks).toEqual(['unstable'])
})

test('C-12: a command that only newer QEMUs replace says so', () => {
  expect(commandNotes(debian, 'query-kvm', undefined)).toEqual({
    marks: [],
    arguments: [],
    successors: [{ command: 'query-accelerators', since: '10.2', isHere: false }],
  })
})

test('I-08: an argument is marked where it was given, and only there', () => {
  const marked = [{ name: 'device', marks: ['deprecated'], instead: 'id' }]
  expect(commandNotes(debian, 'eject', { device: 'cd', force: true }).arguments).toEqual(marked)
  expect(commandNotes(debian, 'eject', { id: 'cd0' }).arguments).toEqual([])
  expect(commandNotes(debian, 'eject', 'cd').arguments).toEqual([])
})

test("C-12: a QEMU without a schema gets no marks from another's schema", () => {
  const old = indexNames(['eject', 'drive-backup', 'query-kvm'], debian, 'QEMU 7.2')
  expect(commandNotes(old, 'drive-backup', {}).marks).toEqual([])
  expect(commandNotes(old, 'eject', { device: 'cd' }).arguments).toEqual([])
  expect(commandNotes(old, 'query-kvm', undefined).successors).toHaveLength(1)
})

test('an unknown command has no notes', () => {
  const none = { marks: [], arguments: [], successors: [] }
  expect(commandNotes(debian, 'constructor', {})).toEqual(none)
  expect(commandNotes(debian, 'query-status', undefined)).toEqual(none)
})
