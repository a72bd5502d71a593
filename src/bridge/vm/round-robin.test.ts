import { expect, test } from 'vitest'
import { type RequestSource, RoundRobin } from './round-robin.ts'

function source(name: string, questions: number): RequestSource<string> {
  let asked = 0
  return { next: () => (asked < questions ? `${name}${++asked}` : undefined) }
}

function all(turns: RoundRobin<string>): string[] {
  const questions: string[] = []
  for (let next = turns.next(); next !== undefined; next = turns.next()) questions.push(next)
  return questions
}

test('everyone has a turn before anyone has a second', () => {
  const turns = new RoundRobin<string>()
  turns.join(source('a', 4))
  turns.join(source('b', 1))
  turns.join(source('c', 2))
  expect(all(turns)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', 'a4'])
})

test('one who leaves takes no turn from the others', () => {
  const turns = new RoundRobin<string>()
  const [a, b, c] = [source('a', 3), source('b', 3), source('c', 3)]
  for (const one of [a, b, c]) turns.join(one)
  expect([turns.next(), turns.next()]).toEqual(['a1', 'b1'])
  turns.leave(a)
  expect(all(turns)).toEqual(['c1', 'b2', 'c2', 'b3', 'c3'])
  turns.leave(b)
  turns.leave(b)
  turns.leave(c)
  expect(turns.next()).toBeUndefined()
})
