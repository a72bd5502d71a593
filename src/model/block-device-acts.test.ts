import { expect, test } from 'vitest'
import { changeMedium, ejectMedium, forceEject, moveTray } from './block-device-acts.ts'
import { blockDeviceRows } from './block-devices.ts'

const inserted = {
  file: '/srv/a.iso',
  drv: 'raw',
  ro: true,
  encrypted: false,
  image: { filename: '/srv/a.iso', format: 'raw' },
}
const drive = (more: Record<string, unknown>) => {
  const [row] = blockDeviceRows([{ device: '', removable: true, locked: false, type: 'x', ...more }] as never)
  if (!row) throw new Error('no row')
  return row
}
const modern = drive({ qdev: 'cd0', inserted, tray_open: false })
const old = drive({ device: 'ide1-cd0', inserted })

test('a drive is named by qdev id, and by its backend before 2.8', () => {
  expect(ejectMedium(modern)).toMatchObject({ command: 'eject', arguments: { id: 'cd0' } })
  expect(forceEject(old, 'vm')?.arguments).toEqual({ device: 'ide1-cd0', force: true })
})

test('ejecting by force loses data of a writable medium, not of a read-only one', () => {
  const lost = (row: typeof modern) => forceEject(row, 'vm')?.confirmation?.lost.join(' ')
  expect(lost(modern)).not.toContain('has not yet written')
  expect(lost(drive({ qdev: 'cd0', inserted: { ...inserted, ro: false } }))).toContain('has not yet written')
})

test('the tray opens and closes, and a locked one needs the guest to release it', () => {
  expect(moveTray(modern)).toMatchObject({ command: 'blockdev-open-tray', arguments: { id: 'cd0' } })
  const open = drive({ qdev: 'cd0', inserted, tray_open: true })
  expect(moveTray(open)).toMatchObject({ command: 'blockdev-close-tray', arguments: { id: 'cd0' } })
  expect(moveTray({ ...modern, locked: true })?.does).toContain('asks it')
})

test('a medium is changed by blockdev-change-medium with its access', () => {
  const command = 'blockdev-change-medium'
  const medium = { filename: '/a.iso', format: 'raw', readOnly: true }
  expect(changeMedium(modern, medium, command)).toMatchObject({
    name: 'Change',
    command: 'blockdev-change-medium',
    arguments: { id: 'cd0', filename: '/a.iso', format: 'raw', 'read-only-mode': 'read-only' },
    whyNot: undefined,
  })
  expect(changeMedium(modern, { filename: '/a.iso' }, command)?.arguments).toEqual({
    id: 'cd0',
    filename: '/a.iso',
  })
})

test('a medium is changed by change before 2.5', () => {
  expect(changeMedium(old, { filename: '/a.iso', format: 'raw' }, 'change')).toMatchObject({
    command: 'change',
    arguments: { device: 'ide1-cd0', target: '/a.iso', arg: 'raw' },
  })
})

test('without a file there is nothing to insert', () => {
  const action = changeMedium({ ...modern, medium: undefined }, { filename: '' }, 'blockdev-change-medium')
  expect(action).toMatchObject({ name: 'Insert', whyNot: 'Name a file first.' })
})

test('a device that no command can address gets no command', () => {
  const nameless = { ...modern, address: undefined, device: undefined }
  expect(ejectMedium(nameless)).toBeUndefined()
  expect(forceEject(nameless, 'vm')).toBeUndefined()
  expect(moveTray(nameless)).toBeUndefined()
  expect(changeMedium(nameless, { filename: 'a' }, 'change')).toBeUndefined()
  expect(changeMedium(nameless, { filename: 'a' }, 'blockdev-change-medium')).toBeUndefined()
})
