import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { lazyComponent } from './lazy-component.tsx'

afterEach(cleanup)
afterEach(() => void vi.restoreAllMocks())

test('a part that cannot be loaded says so, leaves the rest working, and can be retried', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  let isThere = false
  const Part = lazyComponent(async () => {
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module')
    return ({ word }: { word: string }) => <p>the part {word}</p>
  })
  render(
    <>
      <p>the rest</p>
      <Part word="itself" />
    </>,
  )
  expect((await screen.findByRole('alert')).textContent).toContain('could not be loaded')
  expect(screen.getByText('the rest')).toBeTruthy()

  isThere = true
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('the part itself')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a part that could not be loaded is retried when it is opened again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  let isThere = false
  const Part = lazyComponent(async () => {
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module')
    return () => <p>the part</p>
  })
  const first = render(<Part />)
  await screen.findByRole('alert')
  first.unmount()
  isThere = true
  render(<Part />)
  expect(await screen.findByText('the part')).toBeTruthy()
})

test('a part that crashes says so in its place, and the others stay', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const Part = lazyComponent(async () => () => {
    throw new Error('a bug')
  })
  render(
    <>
      <p>a neighbour</p>
      <Part />
    </>,
  )
  expect(await screen.findByText('This part of the page crashed. The VM is not affected.')).toBeTruthy()
  expect(screen.getByText('a bug')).toBeTruthy()
  expect(screen.getByText('a neighbour')).toBeTruthy()
})
