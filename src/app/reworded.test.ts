import { describe, expect, test } from 'vitest'
import { ApiFailure } from '#api/api-failure.ts'
import { endBy, everyClosing, rewordings } from '#api/testing/reworded.ts'
import type { ListedVm } from '#api/types.ts'
import type { LinkEnd } from '#link/link.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import { acceleratorOf } from '#model/accelerator.ts'
import { runStateOf } from '#model/run-state.ts'
import { type ConnectionState, keepConnected } from '#qmp/connection.ts'
import { Unreachable } from '#qmp/errors.ts'
import { blockerOf, canNeverConnect, optionFor } from '#query/blocker.ts'
import type { VmState } from '#query/use-vm-state.ts'
import { idOfTwin } from './add-vm-words.ts'
import { unopenedLook } from './found-words.ts'
import { stateLook } from './state-look.ts'
import { linkTrouble, needRank, stateWord } from './state-words.ts'

// Sentences are for people. Whatever the bridge says in their place, the page does the same.

test('there is much that could be said instead', () => {
  expect(everyClosing.length).toBeGreaterThan(30)
  expect(rewordings.length).toBeGreaterThan(300)
})

describe.each(everyClosing.map((closing) => [JSON.stringify(closing), closing] as const))(
  'whatever is said beside %s',
  (_, closing) => {
    const ends = rewordings.map((reason) => endBy(closing, reason))

    test('the state in the list and the header is the same', () => {
      const shown = ends.map((end) => {
        const state = stateAfter(end)
        return [stateWord(state), linkTrouble(state), stateLook(state), needRank(state)]
      })
      expect(new Set(shown.map((each) => JSON.stringify(each))).size).toBe(1)
    })

    test('a VM that was found has the same look, blocker and option to copy', () => {
      const shown = rewordings.map((detail) => {
        const vm = { ...found, why: closing, detail }
        return [unopenedLook(vm), blockerOf(vm)?.option, optionFor(vm), canNeverConnect(vm)]
      })
      expect(new Set(shown.map((each) => JSON.stringify(each))).size).toBe(1)
    })

    test('the page retries, or does not', async () => {
      const phases = await Promise.all(ends.slice(0, 60).map(phaseAfter))
      expect(new Set(phases).size).toBe(1)
    })
  },
)

test('a VM that is there already is found by the code of the refusal', () => {
  for (const message of rewordings) {
    const refusal = (code: string) => new ApiFailure('refused', message, { status: 409, code, id: 'web' })
    expect([idOfTwin(refusal('already-there')), idOfTwin(refusal('too-many'))]).toEqual(['web', undefined])
  }
})

test('that KVM could be used is said by a fact, not by its words', () => {
  const emulated = (present: string[]) =>
    acceleratorOf({ enabled: 'tcg', present: present as 'tcg'[] }, undefined)
  expect([emulated(['tcg', 'kvm']).couldUseKvm, emulated(['tcg']).couldUseKvm]).toEqual([true, false])
})

const found: ListedVm = {
  id: 'vm',
  name: 'vm',
  source: 'discovered',
  role: 'operator',
  viewers: 0,
  state: 'unreachable',
}

function stateAfter(end: LinkEnd): VmState {
  const failure = new Unreachable(end)
  const link: ConnectionState = { phase: 'waiting', why: failure, attempt: 1, nextAt: 0 }
  const run = runStateOf(undefined)
  return { run, was: undefined, since: undefined, asked: undefined, link, lostAt: undefined, failure }
}

async function phaseAfter(end: LinkEnd): Promise<string> {
  const link = new ScriptedLink()
  const connection = keepConnected({
    dial: () => link,
    clock: new ManualClock(),
    idPrefix: () => 'a',
    random: () => 0,
    onState: () => {},
    onEvent: () => {},
    onStray: () => {},
  })
  link.end(end)
  await new Promise((resolve) => setTimeout(resolve))
  return connection.state().phase
}
