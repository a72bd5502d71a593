import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { TestViewer } from '#bridge/testing/test-viewer.ts'

let child: ChildProcess | undefined
afterEach(() => child?.kill('SIGKILL'))

/** Starts the development server as `npm run dev` does. */
function dev(...args: string[]) {
  const started = spawn(process.execPath, ['src/tools/run.mjs', 'dev', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = started
  let [out, complaints] = ['', '']
  started.stdout.on('data', (data) => {
    out += data
  })
  started.stderr.on('data', (data) => {
    complaints += data
  })
  return { exit: once(started, 'exit'), output: () => out, complaints: () => complaints, process: started }
}

test('the development server is page, hot updates and bridge on one port, and ends at a signal', async () => {
  const { exit, output, complaints, process } = dev('--port', '0', 'vm=demo')
  await expect.poll(output, { timeout: 20_000 }).toMatch(/^QMP Dashboard is ready: \S+\n/)
  const { origin, host, hash } = new URL(output().split(' ')[4] ?? '')
  const token = hash.replace('#token=', '')

  expect(await (await fetch(`${origin}/vm/vm`)).text()).toContain('/@vite/client')
  expect((await fetch(`${origin}/api/vms`)).status).toBe(401)

  const updates = new WebSocket(`ws://${host}/`, 'vite-ping')
  const [code] = await once(updates, 'close')
  expect(code).toBe(1000)
  const foreign = new WebSocket(`ws://${host}/`, 'vite-ping', { origin: 'http://evil.example' })
  expect(await once(foreign, 'error')).toMatchObject([{ message: expect.stringContaining('403') }])

  const viewer = new TestViewer(`ws://${host}/api/vms/vm/qmp`, ['qmp', `bearer.${token}`])
  viewer.send('{"execute": "qmp_capabilities"}', '{"execute": "query-qmp-schema", "id": 1}')
  expect((await viewer.received(3))[2]).toContain('query-status')

  process.kill('SIGTERM')
  expect((await viewer.closed).code).toBe(1001)
  expect(await exit).toEqual([0, null])
  expect(complaints()).not.toContain(token)
  expect(complaints()).not.toMatch(/error/i)
}, 40_000)

test('bad usage is one line on standard error and status 2', async () => {
  const { exit, output, complaints } = dev('--port', 'http')
  expect(await exit).toEqual([2, null])
  expect(output()).toBe('')
  expect(complaints()).toBe('qmp-dashboard: --port takes a number from 0 to 65535, not "http"\n')
}, 20_000)
