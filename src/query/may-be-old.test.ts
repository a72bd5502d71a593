import { expect, test } from 'vitest'
import { mayBeOld } from './may-be-old.ts'

test('the limits of a throttle group are asked again, since qom-set is told by no event; other properties are not', () => {
  const of = (property: string) => mayBeOld('qom-get', { path: '/objects/tg0', property }, undefined)
  expect(of('limits')).toBeLessThanOrEqual(5000)
  expect(of('type')).toBeUndefined()
})

test('a migration is watched while one runs, and looked for otherwise', () => {
  const watched = mayBeOld('query-migrate', undefined, { status: 'active' })
  expect(watched).toBeLessThan(Number(mayBeOld('query-migrate', undefined, {})))
})

test('a display that QEMU was not started with is not looked for again', () => {
  expect(mayBeOld('query-spice', undefined, { enabled: false })).toBeUndefined()
  expect(mayBeOld('query-spice', undefined, { enabled: true })).toBeDefined()
})
