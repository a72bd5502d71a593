import { text } from './answer.ts'
import type { SeenEvent } from './episode.ts'
import { type Explain, type Fact, fact, startOver } from './explanation.ts'

/** Whether an event says that the guest's kernel panicked, and QEMU did not let it go on. */
export function isPanic({ name }: SeenEvent): boolean {
  return name === 'GUEST_PANICKED'
}

const hex = (value: unknown): string | undefined =>
  typeof value === 'bigint' || typeof value === 'number' ? `0x${value.toString(16)}` : undefined

/** A Windows bug check: its code and four parameters. */
function bugCheck(info: Readonly<Record<string, unknown>>): readonly Fact[] {
  const [code, ...parameters] = ['arg1', 'arg2', 'arg3', 'arg4', 'arg5'].flatMap(
    (arg) => hex(info[arg]) ?? [],
  )
  return [...fact('Bug check', code), ...fact('Parameters', parameters.join(' ') || undefined)]
}

/** What the guest told about its panic: by Hyper-V, s390 or TDX means; a Linux with pvpanic tells nothing. */
function factsOf(info: unknown): readonly Fact[] {
  if (typeof info !== 'object' || info === null) return []
  const members: Readonly<Record<string, unknown>> = { ...info }
  return [
    ...fact('Reported by', text(members['type'])),
    ...bugCheck(members),
    ...fact('Reason', text(members['reason'])),
    ...fact(
      'PSW',
      [hex(members['psw-mask']), hex(members['psw-addr'])].filter(Boolean).join(' ') || undefined,
    ),
    ...fact('Message', text(members['message'])),
    ...fact('Error code', hex(members['error-code'])),
  ]
}

/** guest-panicked: the guest has told QEMU, by pvpanic or its like. */
export const explainPanic: Explain = (cause) => ({
  title: 'QEMU paused this VM: the guest kernel panicked',
  short: 'guest kernel panicked',
  facts: factsOf(cause?.data?.['info']),
  waysOut: [
    'Read the last lines on the guest console: they usually name the cause.',
    'To analyse it later, dump its memory to a file first: a reset loses it.',
    startOver,
    'Resume: the guest continues with its own panic handling.',
  ],
  memoryTells: true,
  actions: ['Reset', 'Resume'],
})
