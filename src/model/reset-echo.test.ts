import { expect, test } from 'vitest'
import { isResetEcho, lastReset } from './reset-echo.ts'

const asked = { name: 'RESET', at: 1000, data: { guest: false, reason: 'host-qmp-system-reset' } }
const ofGuest = (at: number) => ({ name: 'RESET', at, data: { guest: true, reason: 'guest-reset' } })

test('the resets of the firmware are those of the monitor that asked, whatever came in between', () => {
  const between = { name: 'DEVICE_DELETED', at: 1100, data: {} }
  expect(lastReset([asked, ofGuest(1090), between, ofGuest(1200), ofGuest(1280)])).toBe(asked)
  expect(lastReset([ofGuest(500), asked])).toBe(asked)
})

test('a reset by the guest is its own when no monitor asked for one just before', () => {
  const later = ofGuest(2500)
  expect(lastReset([asked, ofGuest(1090), later])).toBe(later)
  expect(lastReset([{ name: 'STOP', at: 2400 }])).toBeUndefined()
  expect(isResetEcho(ofGuest(900), asked)).toBe(false)
  expect(isResetEcho(asked, asked)).toBe(false)
})
