import { expect, it } from 'vitest'
import { ApiFailure } from '#api/api-failure.ts'
import { idOfTwin } from './add-vm-words.ts'

it('names the VM that has the address, where that is why', () => {
  const failure = (code: string) => new ApiFailure('refused', 'xyzzy', { status: 409, code, id: 'web-01' })
  expect(idOfTwin(failure('already-there'))).toBe('web-01')
  expect(idOfTwin(failure('too-many'))).toBeUndefined()
  expect(idOfTwin(new Error('A VM already has this address: web-01.'))).toBeUndefined()
})
