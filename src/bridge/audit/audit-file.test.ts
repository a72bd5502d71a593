import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { AuditFile, CannotAudit } from './audit-file.ts'

let folder: string
let path: string
let logged: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'))
  path = join(folder, 'audit.jsonl')
  logged = []
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const start = (at = path, auditCheckMs = 0) =>
  new AuditFile(at, (line) => logged.push(line), { ...defaultLimits, auditCheckMs })
const lines = () => readFileSync(path, 'utf8').split('\n').slice(0, -1)

describe('the audit file', () => {
  test('is there from the start, for its owner alone', async () => {
    const audit = start()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await audit.close()
    expect(lines()).toEqual([])
  })

  test('gets each line in order, after what it held', async () => {
    writeFileSync(path, 'before\n')
    const audit = start()
    for (let number = 1; number <= 1000; number++) audit.write(`line ${number}`)
    await audit.close()
    expect(lines()).toHaveLength(1001)
    expect(lines().slice(0, 3)).toEqual(['before', 'line 1', 'line 2'])
    expect(lines().at(-1)).toBe('line 1000')
    expect(logged).toEqual([])
  })

  test.each([
    ['a folder', () => folder, /it is a folder/],
    ['in no folder', () => join(folder, 'none', 'audit'), /no such file or folder/],
  ])('that is %s is refused at the start', (_, at, words) => {
    expect(() => start(at())).toThrow(CannotAudit)
    expect(() => start(at())).toThrow(words)
  })

  test('that was renamed is begun anew', async () => {
    const audit = start()
    audit.write('one')
    await expect.poll(lines).toEqual(['one'])
    renameSync(path, `${path}.1`)
    audit.write('two')
    await expect.poll(() => existsSync(path) && lines()).toEqual(['two'])
    rmSync(path)
    audit.write('three')
    await audit.close()
    expect(lines()).toEqual(['three'])
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('one\n')
  })

  test('that was renamed gets lines still, until it is looked at again', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0)
    const audit = new AuditFile(path, (line) => logged.push(line), defaultLimits)
    audit.write('one')
    await expect.poll(lines).toEqual(['one'])
    renameSync(path, `${path}.1`)
    clock.mockReturnValue(defaultLimits.auditCheckMs - 1)
    audit.write('two')
    await expect.poll(() => readFileSync(`${path}.1`, 'utf8')).toBe('one\ntwo\n')
    clock.mockReturnValue(defaultLimits.auditCheckMs)
    audit.write('three')
    await audit.close()
    expect(lines()).toEqual(['three'])
  })

  test('that cannot be written counts what is lost, says so once, and tells when it can', async () => {
    const audit = start()
    rmSync(folder, { recursive: true })
    audit.write('one')
    await expect.poll(() => logged).toHaveLength(1)
    expect(logged).toEqual([
      'the audit cannot be written: no such file or folder. Commands continue without it',
    ])
    mkdirSync(folder)
    audit.write('two')
    await audit.close()
    const [notice = '', ...more] = lines()
    expect(JSON.parse(notice)).toEqual({ time: expect.stringMatching(/^\d{4}-.*Z$/), lost: 1 })
    expect(more).toEqual(['two'])
    expect(logged).toHaveLength(2)
    expect(logged[1]).toBe('the audit is written again; 1 are missing in it')
  })

  test('on a full disk holds nobody up', async () => {
    const audit = start('/dev/full')
    audit.write('one')
    await expect
      .poll(() => logged)
      .toEqual(['the audit cannot be written: the disk is full. Commands continue without it'])
    audit.write('two')
    await audit.close()
    expect(logged).toHaveLength(1)
  })

  test('behind a disk that is too slow keeps no more than its limit', async () => {
    const audit = start()
    const line = 'x'.repeat(1024 * 1024)
    const count = defaultLimits.auditWaitingBytes / line.length
    for (let number = 0; number < count * 3; number++) audit.write(line)
    await audit.close()
    expect(logged[0]).toMatch('the disk is too slow')
    expect(lines().length).toBeLessThan(count * 3)
    expect(lines().join()).toMatch(/"lost":\d+/)
  })
})
