import { expect, test } from 'vitest'
import type { Closing } from '#api/closing.ts'
import { endBy, everyClosing, rewordings } from '#api/testing/reworded.ts'
import type { ListedVm } from '#api/types.ts'
import { Unreachable } from '#qmp/errors.ts'
import { blockerBehind, isDashboardAway, linkAdvice } from './link-advice.ts'

const option = '-qmp unix:/run/vm.qmp,server=on,wait=off'
const found: ListedVm = {
  id: 'vm',
  name: 'vm',
  source: 'discovered',
  role: 'operator',
  viewers: 0,
  state: 'busy',
}

function closedBy(closing: Closing, reason = 'Xyzzy.'): Unreachable {
  return new Unreachable(endBy(closing, reason))
}

const held = closedBy({ code: 'held' })

test('what the dashboard knows to be in the way is told whole, and its way out is the one to copy', () => {
  const vm: ListedVm = { ...found, why: { code: 'held', option }, detail: 'Held by libvirt, and more.' }
  const blocker = blockerBehind(held, vm)
  expect(blocker?.words).toBe(vm.detail)
  expect(linkAdvice(held, 'unix:/a', blocker)).toEqual({
    words: 'This page connects as soon as that client disconnects.',
    option,
  })
})

test('nobody is sent to look for a QEMU that runs without a socket', () => {
  const none = closedBy({ code: 'no-qmp' })
  const vm: ListedVm = { ...found, state: 'unreachable', why: { code: 'no-qmp', option } }
  expect(linkAdvice(none, undefined, blockerBehind(none, vm))).toEqual({ words: '', option })
  const foreign: ListedVm = { ...found, state: 'unreachable', why: { code: 'other-user', uid: 7 } }
  expect(linkAdvice(none, undefined, blockerBehind(none, foreign))).toEqual({ words: '' })
})

test('a blocker explains neither a dashboard that is away nor a VM that somebody gave to it', () => {
  const vm: ListedVm = { ...found, why: { code: 'held' } }
  expect(blockerBehind(closedBy({ code: 'stopping' }), vm)).toBeUndefined()
  const silent = closedBy({ code: 'no-greeting', heard: 'nothing' })
  expect(blockerBehind(silent, { ...vm, source: 'argument' })).toBeUndefined()
  expect(blockerBehind(held, undefined)).toBeUndefined()
})

test('who holds the monitor of a VM that was given is told whole, too', () => {
  const why = { code: 'held', by: { name: 'node', pid: 7 }, option } as const
  const vm: ListedVm = { ...found, source: 'argument', why, detail: 'Held by node (process 7), and more.' }
  expect(blockerBehind(closedBy(why, 'Held by…'), vm)).toEqual({ words: vm.detail, option })
})

test('a QEMU that is stopped, or is its monitor alone with this page, is waited for', () => {
  const advice = (closing: Closing) => linkAdvice(closedBy(closing), 'unix:/a')
  const waits = { words: 'This page connects as soon as QEMU answers.' }
  expect(advice({ code: 'stopped', pid: 7 })).toEqual(waits)
  expect(advice({ code: 'no-greeting', heard: 'nothing', alone: true })).toEqual(waits)
})

test('where another program than QEMU listens, another client is only spoken of behind a tunnel, and no option of QEMU is advised', () => {
  for (const listener of [{ name: 'node', pid: 7 }, {}]) {
    const { words, option } = linkAdvice(
      closedBy({ code: 'no-greeting', heard: 'nothing', listener }),
      'tcp:127.0.0.1:80',
    )
    expect(words).toContain('Check the address')
    expect(words).toContain('If it is a tunnel, another client')
    expect(option).toBeUndefined()
  }
})

test.each(['ENOENT', 'ECONNREFUSED'])('%s advises to start QEMU with an option that fits', (errno) => {
  const advice = linkAdvice(closedBy({ code: 'unreachable', errno }), 'unix:/a')
  expect(advice.option).toBe('-qmp unix:/a,server=on,wait=off')
})

test.each(['EACCES', 'ENOTSOCK', undefined])('%s offers no option: QEMU would not get further', (errno) => {
  const closing = { code: 'unreachable', ...(errno !== undefined && { errno }) } as const
  expect(linkAdvice(closedBy(closing), 'unix:/a').option).toBeUndefined()
})

test('another protocol at the address has other advice than a monitor that is held', () => {
  const after = (heard: 'ssh' | 'other' | 'nothing' | 'qmp') =>
    linkAdvice(closedBy({ code: 'no-greeting', heard }), 'unix:/a')
  expect(after('ssh')).toEqual(after('other'))
  expect(after('ssh')).not.toEqual(after('nothing'))
})

test('another client is a fact only where one is known; elsewhere it is a condition', () => {
  const advice = (closing: Closing) => linkAdvice(closedBy(closing), 'unix:/a')
  expect(advice({ code: 'held' }).words).toMatch(
    /^A QMP monitor serves one client at a time\. .* that client/,
  )
  const silent = advice({ code: 'no-greeting', heard: 'nothing' })
  expect(silent.words).toMatch(/^This page retries\. .* If it is one of these, a second monitor helps/)
  expect(advice({ code: 'no-greeting', heard: 'nothing', errno: 'EAGAIN' })).toEqual(silent)
  expect(advice({ code: 'no-greeting', heard: 'qmp' }).words).not.toContain('client')
})

test('a dashboard that is overloaded is not looked for, and says what there is too much of', () => {
  const said = ['web-sockets', 'streams', 'qemu'].map((what) => {
    const why = new Unreachable(endBy({ code: 'overloaded', what } as Closing, ''))
    expect(isDashboardAway(why)).toBe(false)
    return linkAdvice(why, 'unix:/a').words
  })
  expect(new Set(said).size).toBe(3)
  for (const words of said) expect(words).not.toContain('still running')
  expect(isDashboardAway(closedBy({ code: 'stopping' }))).toBe(true)
  expect(isDashboardAway(closedBy({ code: 'qemu-closed' }))).toBe(false)
})

test('who may not open the socket of a VM that was given reads the whole of it, and nothing about the address', () => {
  const why: Closing = { code: 'forbidden', path: '/run/vm.qmp', uid: 0, mode: '0755', user: 1000 }
  const vm: ListedVm = {
    ...found,
    source: 'argument',
    state: 'unreachable',
    why,
    detail: 'Whose it is, and two ways.',
  }
  const failure = closedBy(why)
  expect(blockerBehind(failure, vm)).toEqual({ words: vm.detail, option: undefined })
  expect(linkAdvice(failure, 'unix:/run/vm.qmp', blockerBehind(failure, vm))).toEqual({ words: '' })
  expect(linkAdvice(failure, 'unix:/run/vm.qmp')).toEqual({ words: '' })
})

test.each(everyClosing.map((closing) => [JSON.stringify(closing), closing] as const))(
  'whatever the bridge says beside %s, the advice is the same',
  (_, closing) => {
    const vm: ListedVm = { ...found, why: closing }
    const advice = rewordings.map((words) => {
      const why = closedBy(closing, words)
      return [
        linkAdvice(why, 'unix:/a'),
        linkAdvice(why, 'unix:/a', blockerBehind(why, { ...vm, detail: words })),
      ]
    })
    expect(new Set(advice.map((each) => JSON.stringify(each))).size).toBe(1)
  },
)
