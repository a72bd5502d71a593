import { describe, expect, it } from 'vitest'
import { type PendingCommand, PendingCommands } from './pending-commands.ts'

function queue(limit = 7) {
  let now = 0
  const sent: string[] = []
  const commands = new PendingCommands(
    limit,
    () => now,
    (command) => {
      command.sentAt = now
      sent.push(command.id)
    },
  )
  const pending = (id: string): PendingCommand => ({ id, command: id, text: '', settle: () => {} })
  return {
    commands,
    sent,
    add: (...ids: string[]) => {
      for (const id of ids) commands.add(pending(id))
    },
    addLater: (...ids: string[]) => {
      for (const id of ids) commands.addLater(pending(id))
    },
    answer: (id: string, ms: number) => {
      now += ms
      commands.take(id)
    },
  }
}

describe('commands that can wait', () => {
  it('go behind all others, however long they have waited', () => {
    const { sent, add, addLater, answer } = queue(1)
    addLater('poll', 'another')
    add('stop', 'status')
    for (const id of ['poll', 'stop', 'status']) answer(id, 1)
    expect(sent).toEqual(['poll', 'stop', 'status', 'another'])
  })

  it('O-04: are with a QEMU that answers quickly seven at a time, too', () => {
    const { sent, addLater } = queue()
    addLater('1', '2', '3', '4', '5', '6', '7', '8')
    expect(sent).toHaveLength(7)
  })

  it('are with a slow QEMU one at a time, and never beside another', () => {
    const { sent, add, addLater, answer } = queue()
    add('first')
    answer('first', 2000)
    addLater('1', '2', '3')
    expect(sent).toEqual(['first', '1'])
    add('stop', 'status')
    expect(sent).toEqual(['first', '1', 'stop', 'status'])
    answer('1', 2000)
    answer('stop', 2000)
    expect(sent).toHaveLength(4)
    answer('status', 2000)
    expect(sent.at(-1)).toBe('2')
    answer('2', 1)
    expect(sent.at(-1)).toBe('3')
  })

  it('C-01: a command that waits behind another is not worked on yet', () => {
    const { commands, add, answer } = queue()
    add('1', '2')
    expect(commands.oldest()).toEqual({ command: '1', since: 0 })
    answer('1', 4000)
    expect([commands.tookLast, commands.oldest()]).toEqual([4000, { command: '2', since: 4000 }])
    answer('2', 5)
    expect([commands.tookLast, commands.oldest()]).toEqual([5, undefined])
  })
})
