import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { version } from './panel.ts'

afterEach(cleanup)

test('version and machine are told, and what vm-info printed can be copied', async () => {
  const answers = {
    'query-version': { qemu: { major: 10, minor: 0, micro: 13 }, package: 'Debian 1:10.0.13' },
    'query-target': { arch: 'x86_64' },
    'qom-get': 'pc-q35-10.0-machine',
    'query-kvm': { enabled: true, present: true },
    'query-status': { running: true, status: 'running' },
    'query-uuid': { UUID: '6c7a1ad1-5b1f-4b1f-9a7a-000000000001' },
    'query-balloon': new Refusal('No balloon device has been activated', 'DeviceNotActive'),
    'query-name': { name: 'web-01' },
    'query-cpus': [{ CPU: 0 }, { CPU: 1 }],
  }
  // As before 2.12.
  const qemu = new SimulatedQemu(answers, { lacks: ['query-cpus-fast'] })
  renderPanel(version, qemu)
  expect((await screen.findByText('10.0.13')).tagName).toBe('B')
  expect(await screen.findByText('pc-q35-10.0')).toBeTruthy()

  for (const query of ['query-kvm', 'query-uuid', 'query-balloon', 'query-name']) {
    expect(qemu.asked(query), `${query} is asked only for the text`).toHaveLength(0)
  }
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Copy as text' }))
  expect(await screen.findByText('Copied')).toBeTruthy()
  expect(await navigator.clipboard.readText()).toBe(
    [
      'name: web-01',
      'target: x86_64',
      'machine: pc-q35-10.0',
      'accelerator: KVM',
      'cpus: 2',
      'memory: 512 MiB',
      'version: {"qemu": {"major": 10, "minor": 0, "micro": 13}, "package": "Debian 1:10.0.13"}',
      'kvm: {"enabled": true, "present": true}',
      'status: {"running": true, "status": "running"}',
      'uuid: {"UUID": "6c7a1ad1-5b1f-4b1f-9a7a-000000000001"}',
      'balloon: {"class": "DeviceNotActive", "desc": "No balloon device has been activated"}',
    ].join('\n'),
  )
})
