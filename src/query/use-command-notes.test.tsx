import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import debian from '#qapi/recorded/qemu-7.2.json'
import newer from '#qapi/recorded/qemu-10.0.json'
import { CommandNotes } from '#ui/command-notes.tsx'
import { renderPanel } from './testing/render-panel.tsx'
import { SimulatedQemu } from './testing/simulated-qemu.ts'
import { useCommandNotes } from './use-command-notes.ts'

afterEach(cleanup)

function render(command: string, args: unknown, schema: unknown = debian) {
  const qemu = new SimulatedQemu({
    'query-qmp-schema': schema,
    [command]: {},
    'blockdev-backup': {},
  })
  const Notes = () => <CommandNotes command={command} notes={useCommandNotes('web-01', command, args)} />
  return renderPanel({ component: Notes }, qemu)
}

const notes = async () => (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent)

test('I-08: a deprecated command says so in words, and what replaces it', async () => {
  render('drive-backup', { device: 'disk0' })
  expect(await notes()).toEqual([
    'deprecated drive-backup may be removed in a later QEMU.',
    'blockdev-backup does the same; this QEMU has it, too.',
  ])
})

test('C-13: an unstable command says so', async () => {
  render('x-query-roms', undefined, newer)
  expect(await notes()).toEqual(['unstable x-query-roms may change in any release of QEMU.'])
})

test('C-12: what only newer QEMUs have says since when', async () => {
  render('query-kvm', undefined)
  expect(await notes()).toEqual(['query-accelerators does the same in QEMU 10.2 and newer.'])
})

test('I-08: a deprecated argument is named, with the one of today', async () => {
  render('eject', { device: 'cd' })
  expect(await notes()).toEqual(['deprecated device may be removed in a later QEMU. Instead: id.'])
})
