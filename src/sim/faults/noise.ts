import type { Events } from '../machine/events.ts'
import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'

/** Events that come by themselves and mean nothing for the VM. Times are milliseconds. */
export type Noise =
  /** So many events a second that a page must not draw each. */
  | { kind: 'storm'; after: number; lasts: number; perSecond: number }
  /** One event, again and again. */
  | { kind: 'event'; every: number; event: string; data: ValueObject }
  /** Text that is not QMP, again and again. */
  | { kind: 'text'; every: number; text: string }

const tickMs = 20

export function makeNoise(noise: Noise, events: Events, say: (text: string) => void, timers: Timers): void {
  switch (noise.kind) {
    case 'storm':
      return timers.after(noise.after, () => storm(noise, events, timers))
    case 'event':
      return repeat(noise.every, timers, () => events.emit(noise.event, noise.data))
    case 'text':
      return repeat(noise.every, timers, () => say(noise.text))
  }
}

function repeat(every: number, timers: Timers, act: () => void): void {
  timers.after(every, () => {
    act()
    repeat(every, timers, act)
  })
}

function storm(noise: Noise & { kind: 'storm' }, events: Events, timers: Timers): void {
  const perTick = (noise.perSecond * tickMs) / 1000
  const total = (noise.perSecond * noise.lasts) / 1000
  let sent = 0
  const tick = () => {
    for (let n = 0; n < perTick && sent < total; n++) {
      events.emit('JOB_STATUS_CHANGE', { id: `job${Math.floor(sent / 2)}`, status: statuses[sent % 2] ?? '' })
      sent++
    }
    if (sent < total) timers.after(tickMs, tick)
  }
  tick()
}

const statuses = ['created', 'null']
