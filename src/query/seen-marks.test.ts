import { expect, test } from 'vitest'
import { isSeen, SeenMarks } from './seen-marks.ts'

function storeOf(text?: string) {
  let kept = text
  return {
    read: () => kept,
    write: (next: string) => {
      kept = next
    },
  }
}

test('what was seen is seen on the next visit, too, until it begins again', () => {
  const store = storeOf()
  new SeenMarks(store).add('vm', [{ key: 'disk vda write', to: 20 }])
  const marks = new SeenMarks(store).marks.getState()
  expect(isSeen(marks, 'vm', { key: 'disk vda write', from: 20 })).toBe(true)
  expect(isSeen(marks, 'vm', { key: 'disk vda write', from: 21 })).toBe(false)
  expect(isSeen(marks, 'other', { key: 'disk vda write', from: 1 })).toBe(false)
  expect(isSeen(marks, 'vm', { key: 'disk vda read', from: 1 })).toBe(false)
})

test.each(['', 'null', '{"a": 1}', '[1, ["x"], ["y", "z"]]'])(
  'a store that holds %j holds no marks',
  (text) => {
    expect(new SeenMarks(storeOf(text)).marks.getState().size).toBe(0)
  },
)

test('the number of marks is bounded, and the newest are kept', () => {
  const store = storeOf()
  const seen = new SeenMarks(store)
  for (let n = 0; n < 2000; n++) seen.add('vm', [{ key: `fault ${n}`, to: 1 }])
  expect(seen.marks.getState().size).toBeLessThanOrEqual(1000)
  expect(isSeen(new SeenMarks(store).marks.getState(), 'vm', { key: 'fault 1999', from: 1 })).toBe(true)
})
