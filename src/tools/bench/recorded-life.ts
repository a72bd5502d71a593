import schema from '#qapi/recorded/qemu-10.0.json'
import answers from '#sim/recorded/answers.json'
import type { Value } from '#sim/wire/value.ts'

/**
 * What QEMU says while a page looks at a VM for some minutes, as messages: greeting and schema, recorded answers to
 * queries, again and again, and events between them.
 */
export function recordedLife(): Value[] {
  const rounds = events.flatMap((event, round) => [
    ...Object.values(answers as unknown as Record<string, object>).map((answer, turn) => ({
      ...answer,
      id: `page-${round * 100 + turn}`,
    })),
    event,
  ])
  return [
    greeting,
    { return: {}, id: 'page-0' },
    { return: schema as unknown as Value, id: 'page-1' },
    ...rounds,
  ]
}

const version = { qemu: { micro: 13, minor: 0, major: 10 }, package: '' }
const greeting = { QMP: { version, capabilities: ['oob'] } }

const timestamp = { seconds: 1763834401, microseconds: 532841 }
const events: Value[] = [
  { timestamp, event: 'STOP' },
  { timestamp, event: 'RESUME' },
  { timestamp, event: 'JOB_STATUS_CHANGE', data: { status: 'running', id: 'job0' } },
  { timestamp, event: 'BALLOON_CHANGE', data: { actual: 268435456 } },
  { timestamp, event: 'MIGRATION', data: { status: 'active' } },
]
