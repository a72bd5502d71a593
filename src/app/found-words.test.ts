import { expect, it } from 'vitest'
import type { Vm } from '#api/types.ts'
import { optionIn, unopenedLook, unopenedNote } from './found-words.ts'

const found: Vm = { id: 'vm', name: 'vm', source: 'discovered', role: 'operator', viewers: 0, state: 'idle' }

it('claims nothing about a VM that nobody has opened here', () => {
  expect(unopenedLook(found).word).toBe('not opened')
  expect(unopenedLook({ ...found, state: 'connected' }).word).toBe('not opened')
  expect(unopenedNote({ ...found, viewers: 2 })).toBe('2 pages look at it already.')
})

it('says what is in the way, in the words of the bridge', () => {
  const held: Vm = { ...found, state: 'busy', detail: 'Held by libvirt.' }
  expect([unopenedLook(held).word, unopenedNote(held)]).toEqual(['held', 'Held by libvirt.'])
  expect(unopenedLook({ ...found, state: 'unreachable' }).word).toBe('out of reach')
})

it('finds the option to copy where the words name one, and only there', () => {
  const option = '-qmp unix:/run/user/1000/vm.qmp,server=on,wait=off'
  expect(optionIn(`Start it with ${option} to see it here.`)).toBe(option)
  expect(optionIn(`Start it with ${option}.`)).toBe(option)
  expect(optionIn('It was started with -qmp stdio.')).toBeUndefined()
})
