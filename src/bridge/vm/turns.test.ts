import { expect, test } from 'vitest'
import { type Asker, Turns } from './turns.ts'

function asker(name: string, questions: number): Asker<string> {
  let asked = 0
  return { next: () => (asked < questions ? `${name}${++asked}` : undefined) }
}

function all(turns: Turns<string>): string[] {
  const questions: string[] = []
  for (let next = turns.next(); next !== undefined; next = turns.next()) questions.push(next)
  return questions
}

test('everyone has a turn before anyone has a second', () => {
  const turns = new Turns<string>()
  turns.join(asker('a', 4))
  turns.join(asker('b', 1))
  turns.join(asker('c', 2))
  expect(all(turns)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', 'a4'])
})

test('one who leaves takes no turn from the others', () => {
  const turns = new Turns<string>()
  const [a, b, c] = [asker('a', 3), asker('b', 3), asker('c', 3)]
  for (const one of [a, b, c]) turns.join(one)
  expect([turns.next(), turns.next()]).toEqual(['a1', 'b1'])
  turns.leave(a)
  expect(all(turns)).toEqual(['c1', 'b2', 'c2', 'b3', 'c3'])
  turns.leave(b)
  turns.leave(b)
  turns.leave(c)
  expect(turns.next()).toBeUndefined()
})
