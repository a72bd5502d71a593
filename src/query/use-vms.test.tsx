import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { ActivityListener } from '#api/api.ts'
import { ApiFailure } from '#api/api-failure.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { AppServicesContext, createAppServices } from './app-services.ts'
import { useVms } from './use-vms.ts'

function start(failure?: ApiFailure) {
  const clock = new ManualClock()
  let asked = 0
  let listener: ActivityListener | undefined
  const services = createAppServices({
    source: {
      list: async () => {
        asked++
        if (failure) throw failure
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
    clock,
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
    <QueryClientProvider client={services.client}>
      <AppServicesContext value={services}>
        <Names />
      </AppServicesContext>
    </QueryClientProvider>,
  )
  /** In small steps: the next question waits for the answer to the last one. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      await act(async () => {
        clock.advance(Math.min(500, ms - passed))
        await new Promise((resolve) => setTimeout(resolve))
      })
    }
  }
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

it('a bridge that does not answer is asked again, one that refuses the token is not', async () => {
  const away = start(new ApiFailure('unreachable', 'no answer'))
  await away.pass(6000)
  expect(away.asked()).toBe(3)
  const refusing = start(new ApiFailure('unauthorized', 'wrong token', { status: 401 }))
  await refusing.pass(60_000)
  expect(refusing.asked()).toBe(1)
})
