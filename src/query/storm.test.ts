import { QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { createAppServices } from './app-services.ts'
import { readQuery } from './read-query.ts'
import { SlowQemu } from './testing/slow-qemu.ts'

/** What is on screen, and the event of its change; the last one changes by acts alone. */
const snapshot = [
  { command: 'query-status', event: 'STOP' },
  { command: 'query-balloon', event: 'BALLOON_CHANGE' },
  { command: 'query-chardev', event: 'VSERPORT_CHANGE' },
  { command: 'query-rx-filter', event: undefined },
] as const

/** A page that shows four answers of one QEMU. */
function openPage() {
  const clock = new ManualClock(1_000_000)
  const qemu = new SlowQemu()
  const services = createAppServices({
    source: {
      list: () => Promise.resolve({ role: 'operator', vms: [] }),
      processOf: () => Promise.resolve(undefined),
      dial: () => () => qemu.dial(),
    },
    clock,
    idPrefix: () => 's',
    random: () => 0.5,
  })
  const vm = services.vm('vm')
  const isReady = () => vm.snapshot.getState().link.phase === 'ready'
  const shown = snapshot.map(({ command }) => {
    const optionsNow = () => ({ ...readQuery(vm, command, undefined), enabled: isReady() })
    const observer = new QueryObserver<unknown>(services.client, optionsNow())
    let unsubscribe: (() => void) | undefined
    vm.snapshot.subscribe(() => observer.setOptions(optionsNow()))
    return {
      command,
      data: () => observer.getCurrentResult().data,
      show: () => {
        unsubscribe ??= observer.subscribe(() => {})
      },
      hide: () => {
        unsubscribe?.()
        unsubscribe = undefined
      },
    }
  })
  for (const { show } of shown) show()
  return { clock, qemu, vm, shown, isReady }
}

type Page = ReturnType<typeof openPage>

/** A number picks among what there is when its turn comes. */
const step = fc.record({
  what: fc.constantFrom(
    ...(['change', 'change', 'change', 'late event', 'time', 'work', 'work', 'answer', 'answer'] as const),
    ...(['hide', 'show', 'act', 'power', 'lost'] as const),
  ),
  which: fc.nat(1000),
})

function take({ clock, qemu, vm, shown, isReady }: Page, { what, which }: { what: string; which: number }) {
  const index = which % snapshot.length
  const target = shown[index]
  const event = snapshot[index]?.event
  switch (what) {
    case 'change':
      if (target && event) qemu.change(target.command, event)
      break
    case 'late event':
      if (target && event) qemu.change(target.command, event, 'late')
      break
    case 'time':
      clock.advance(which % 120)
      break
    case 'work':
      qemu.work(which)
      break
    case 'answer':
      qemu.answer(which)
      break
    case 'hide':
      target?.hide()
      break
    case 'show':
      target?.show()
      break
    case 'act':
      if (isReady()) vm.act('set_link', { name: 'net0', up: true }).catch(() => {})
      break
    case 'power':
      if (isReady()) vm.act('stop').catch(() => {})
      break
    case 'lost':
      if (which % 5 === 0) qemu.hangUp()
      break
  }
}

/** Lets what is due happen, promises included. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

async function comeToRest({ clock, qemu, shown }: Page): Promise<void> {
  for (const { show } of shown) show()
  do {
    qemu.tellAll()
    clock.advance(30_000)
    await settle()
    while (qemu.work(0) || qemu.answer(0)) await settle()
    clock.advance(1000)
    await settle()
  } while (qemu.asked.length > 0)
}

test('after any storm of events, acts and losses the truth is on screen, and no question was asked twice at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const page = openPage()
      await settle()
      for (const one of steps) {
        take(page, one)
        await settle()
        const reads = page.qemu.asked.filter((name) => name.startsWith('query-'))
        expect(reads).toEqual([...new Set(reads)])
        expect(page.qemu.asked.length).toBeLessThanOrEqual(7)
      }
      await comeToRest(page)
      for (const { command, data } of page.shown)
        expect([command, data()]).toEqual([command, page.qemu.truth(command)])
    }),
    { numRuns: 120, seed: 20 },
  )
  // A second on an idle machine.
}, 30_000)
