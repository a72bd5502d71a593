import { expect, it } from 'vitest'
import { placeTip } from './tip-place.ts'

const screen = { width: 1000, height: 600 }
const tip = { width: 200, height: 40 }
const anchor = { left: 400, top: 100, width: 60, height: 28 }

it('a tooltip is placed under its anchor and centred', () => {
  expect(placeTip(anchor, tip, screen)).toEqual({ left: 330, top: 134 })
})

it('a tooltip is placed above where there is no room below', () => {
  expect(placeTip({ ...anchor, top: 560 }, tip, screen).top).toBe(514)
})

it('a tooltip stays on the screen at both sides', () => {
  expect(placeTip({ ...anchor, left: 0 }, tip, screen).left).toBe(8)
  expect(placeTip({ ...anchor, left: 980 }, tip, screen).left).toBe(792)
})
