import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ActivityListener } from '#api/api.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { useVms } from './use-vms.ts'
import { createWorld, WorldContext } from './world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  let asked = 0
  let listener: ActivityListener | undefined
  const world = createWorld({
    source: {
      list: async () => {
        asked++
        return { role: 'operator', vms: [] }
      },
      processOf: async () => undefined,
      dial: () => () => {
        throw new Error('nobody dials')
      },
      activity: (given) => {
        listener = given
        return () => {}
      },
    },
    clock: new ManualClock(),
    idPrefix: () => 's',
    random: () => 0.5,
  })
  function Names() {
    return (
      <p>
        {useVms()
          .list?.vms.map(({ name }) => name)
          .join() || 'none'}
      </p>
    )
  }
  render(
    <QueryClientProvider client={world.client}>
      <WorldContext value={world}>
        <Names />
      </WorldContext>
    </QueryClientProvider>,
  )
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  return { pass, asked: () => asked, listener: () => listener }
}

it('the list is asked for again and again only while nobody tells of changes', async () => {
  const { pass, asked, listener } = start()
  await pass(1)
  expect(asked()).toBe(1)
  await pass(6000)
  expect(asked()).toBe(3)

  listener()?.onOpen()
  await pass(1)
  expect(asked()).toBe(4)
  await pass(60_000)
  expect(asked()).toBe(4)
  const vm = {
    id: 'a',
    name: 'new one',
    source: 'added',
    role: 'operator',
    viewers: 0,
    state: 'idle',
  } as const
  listener()?.onMessage({ type: 'vm', vm })
  await pass(1)
  expect(screen.getByText('new one')).toBeTruthy()

  listener()?.onEnded({ cause: 'unavailable', reason: '' })
  await pass(3000)
  expect(asked()).toBe(5)
})
