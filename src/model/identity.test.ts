import { expect, it } from 'vitest'
import { identityOf } from './identity.ts'

it('reports name and UUID', () => {
  const uuid = '6c7a1ad1-5b1f-4b1f-9a7a-000000000001'
  expect(identityOf({ name: 'web-01' }, { UUID: uuid })).toEqual({ name: 'web-01', uuid, hasUuid: true })
})

it('takes a UUID of zeros for none', () => {
  const uuid = '00000000-0000-0000-0000-000000000000'
  expect(identityOf({}, { UUID: uuid })).toEqual({ name: null, uuid, hasUuid: false })
})

it('says of neither that it was not given before QEMU has answered', () => {
  const unknown = { name: undefined, uuid: undefined, hasUuid: undefined }
  expect(identityOf(undefined, undefined)).toEqual(unknown)
  expect(identityOf({ name: 'web-01' }, undefined)).toEqual({ ...unknown, name: 'web-01' })
})
