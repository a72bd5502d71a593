import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { exchange, upgradeLines } from '../testing/raw-http.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

const viewerToken = 'the-token-of-the-viewers'
const tokens = [token, viewerToken]

test('no token stands in an answer, the log, the audit or the command line of the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokens-'))
  const audit = join(folder, 'audit')
  const qemu = await FakeQemu.start(new SpeakingQemu().talk)
  const options = ['--viewer-token', viewerToken, '--audit', audit]
  const dashboard = await TestDashboard.start([`vm=${qemu.address}`, ...options])
  const { host } = dashboard
  const seen: unknown[] = []
  for (const each of tokens) {
    const bearer = `Authorization: Bearer ${each}`
    for (const path of ['/', '/healthz', '/api/vms', '/api/vms/vm/process', '/api/vms/vm/events', '/api/x']) {
      seen.push(await exchange(host, [`GET ${path} HTTP/1.1`, `Host: ${host}`, bearer, 'Connection: close']))
      seen.push(await exchange(host, [`GET ${path}?token=${each} HTTP/1.1`, 'Host: evil.com', bearer]))
    }
    seen.push(await exchange(host, [`GET /${each} HTTP/1.1`, `Host: ${each}`]))
    seen.push(await exchange(host, [`NONSENSE ${each}`]))
    seen.push(
      await exchange(host, upgradeLines('/api/vms/vm/qmp', host, [`Sec-WebSocket-Protocol: bearer.${each}`])),
    )
    const viewer = dashboard.view('vm', each)
    viewer.send('{"execute": "qmp_capabilities"}', '{"execute": "stop"}')
    await viewer.received(3)
    expect(viewer.socket.protocol).toBe('qmp')
    seen.push(viewer.messages)
    await viewer.leave()
  }
  await dashboard.close()
  await qemu.stop()
  const everything = JSON.stringify([
    seen.map((answer) =>
      answer instanceof Object && 'headers' in answer
        ? [...(answer.headers as Map<string, string>), answer]
        : answer,
    ),
    dashboard.log,
    readFileSync(audit, 'utf8'),
    readFileSync('/proc/self/cmdline', 'utf8'),
  ])
  rmSync(folder, { recursive: true })
  for (const each of tokens) expect(everything).not.toContain(each)
})
