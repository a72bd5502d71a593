import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pathInside } from './path-inside.ts'

let root: string

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'path-inside-')))
  await mkdir(join(root, 'run'))
  await mkdir(join(root, 'var'))
  await writeFile(join(root, 'run', 'qmp'), '')
  await symlink('/run', join(root, 'var', 'run'))
  await symlink('../../../../../run', join(root, 'var', 'up'))
  await symlink('loop', join(root, 'loop'))
})
afterAll(() => rm(root, { recursive: true }))

test.each(['/run/qmp', '/var/run/qmp', '/var/up/qmp', '/var/../../run//./qmp'])(
  '%s leads to the same place as for a process inside',
  async (path) => {
    expect((await pathInside(root, path)).path).toBe(`${root}/run/qmp`)
  },
)

test('outside, it leads where the system does', async () => {
  const { path, stats } = await pathInside('', `${root}/run/qmp`)
  expect(path).toBe(`${root}/run/qmp`)
  expect(stats.isFile()).toBe(true)
})

test.each(['/nothing/qmp', '/loop/qmp', '/run/qmp/qmp'])('%s leads nowhere', async (path) => {
  await expect(pathInside(root, path)).rejects.toThrow()
})
