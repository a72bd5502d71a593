import { expect, it } from 'vitest'
import type { ListedVm } from '#api/types.ts'
import { unopenedLook, unopenedNote } from './found-words.ts'

const found: ListedVm = {
  id: 'vm',
  name: 'vm',
  source: 'discovered',
  role: 'operator',
  viewers: 0,
  state: 'idle',
}

it('claims nothing about a VM that nobody has opened here', () => {
  expect(unopenedLook(found).word).toBe('not opened')
  expect(unopenedLook({ ...found, state: 'connected' }).word).toBe('not opened')
  expect(unopenedNote({ ...found, viewers: 2 })).toBe('2 viewers already.')
})

it('says what is in the way, in the words of the bridge', () => {
  const held: ListedVm = { ...found, state: 'busy', detail: 'Held by libvirt.' }
  expect([unopenedLook(held).word, unopenedNote(held)]).toEqual(['busy', 'Held by libvirt.'])
  expect(unopenedLook({ ...found, state: 'unreachable' }).word).toBe('unreachable')
})
