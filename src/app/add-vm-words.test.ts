import { expect, it } from 'vitest'
import { ApiFailure } from '#api/api-failure.ts'
import { addressIn, idOfTwin } from './add-vm-words.ts'

it.each(['-qmp ', '-qmp-pretty ', '--qmp  ', ' '])('takes what follows "%s" for the address', (option) => {
  expect(addressIn(`${option}unix:/tmp/a -qmp b,server=on,wait=off `)).toBe(
    'unix:/tmp/a -qmp b,server=on,wait=off',
  )
})

it('finds the VM that has the address in the words of the bridge, and only in those', () => {
  const words = 'There is a VM with this address already: web-01.'
  expect(idOfTwin(new ApiFailure('refused', words, 409))).toBe('web-01')
  expect(idOfTwin(new ApiFailure('refused', words, 400))).toBeUndefined()
  expect(idOfTwin(new Error(words))).toBeUndefined()
})
