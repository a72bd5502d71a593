import { describe, expect, it } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import recorded7 from '#qapi/recorded/qemu-7.2.json'
import recorded10 from '#qapi/recorded/qemu-10.0.json'
import { isOutOfBand, outOfBandCommands } from './out-of-band.ts'
import { failureOf, startReady } from './test-session.ts'

describe('a command out of band', () => {
  it.each([
    ['7.2', recorded7],
    ['10.0', recorded10],
  ])('O-02: is one of those for which the schema of %s says allow-oob', (_, recorded) => {
    const entries = recorded as unknown as SchemaInfo[]
    const allowed = entries.filter((entry) => entry['meta-type'] === 'command' && entry['allow-oob'])
    expect(allowed.map(({ name }) => name).sort()).toEqual([...outOfBandCommands].sort())
    expect(isOutOfBand('query-status')).toBe(false)
  })

  it('O-01: goes as exec-oob once out-of-band is negotiated', async () => {
    const { link, session } = await startReady()
    void session.execute('query-yank')
    expect(link.sent.at(-1)).toBe('{"exec-oob":"query-yank","id":"s1-2"}\n')
  })

  it('O-06: goes in its turn where QEMU offers no out-of-band', async () => {
    const { link, session } = await startReady([])
    void session.execute('query-yank')
    expect(link.sent.at(-1)).toBe('{"execute":"query-yank","id":"s1-2"}\n')
  })

  it('O-03, O-07: overtakes what QEMU does not answer, and what waits for that', async () => {
    const { link, session } = await startReady()
    const stuck = Array.from({ length: 9 }, () => failureOf(session.execute('query-block')))
    const yanked = session.execute('yank', { instances: [{ type: 'migration' }] })
    expect(link.sent.at(-1)).toContain('{"exec-oob":"yank","arguments":')
    link.say('{"return": {}, "id": "s1-11"}')
    expect(await yanked).toEqual({})
    link.end()
    expect((await Promise.all(stuck)).map(({ kind }) => kind)).toEqual(Array(9).fill('interrupted'))
  })

  it('O-04: takes no place from the seven that may wait at QEMU', async () => {
    const { link, session } = await startReady()
    void session.execute('query-yank')
    for (let n = 0; n < 8; n++) session.execute('query-status').catch(() => {})
    expect(link.sent).toHaveLength(1 + 1 + 7)
  })

  it('C-08: has an unknown outcome, too, when the link ends first', async () => {
    const { link, session } = await startReady()
    const yank = failureOf(session.execute('yank', { instances: [] }))
    link.end()
    expect(await yank).toMatchObject({ kind: 'interrupted', command: 'yank', sent: true })
  })
})
