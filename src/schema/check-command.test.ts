import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkCommand } from './check-command.ts'
import { indexNames } from './index-names.ts'
import { indexSchema } from './schema-index.ts'

const recording = new URL('../qapi/recorded/qemu-7.2.json', import.meta.url)
const schema = indexSchema(JSON.parse(readFileSync(recording, 'utf8')))

test.each([
  ['query-status', undefined],
  ['query-cpus', 'this QEMU has no query-cpus: query-cpus-fast does that'],
  ['query-accelerators', 'this QEMU has no query-accelerators: query-kvm does that'],
  [
    'change',
    'this QEMU has no change: blockdev-change-medium or change-vnc-password or display-update does that',
  ],
  ['quer-status', 'this QEMU has no command "quer-status"; did you mean "query-status"?'],
  ['block-resize', 'this QEMU has no command "block-resize"; did you mean "block_resize"?'],
  ['system_rseet', 'this QEMU has no command "system_rseet"; did you mean "system_reset"?'],
  ['xyz', 'this QEMU has no command "xyz"'],
  ['constructor', 'this QEMU has no command "constructor"'],
])('C-12: of %s it is said %s', (name, words) => {
  expect(checkCommand(schema, name)).toBe(words)
})

test('C-12: a command that does not exist yet is found under its older name', () => {
  const old = indexNames(['query-cpus', 'query-commands'], schema, 'QEMU 7.2')
  expect(checkCommand(old, 'query-cpus-fast')).toBe('this QEMU has no query-cpus-fast: query-cpus does that')
})

test('O-02: only commands that allow it go out of band', () => {
  expect(checkCommand(schema, 'yank', true)).toBeUndefined()
  expect(checkCommand(schema, 'query-status', true)).toBe('query-status does not run out of band')
})
