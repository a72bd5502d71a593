import { expect, test } from 'vitest'
import { extendedVmInfoText, vmInfoText } from './vm-info.ts'

const outcomes = {
  'query-version': { return: { qemu: { micro: 22, minor: 2, major: 7 }, package: 'Debian' } },
  'query-kvm': { return: { enabled: false, present: true } },
  'query-status': { return: { status: 'running', running: true } },
  'query-uuid': { return: { UUID: '6c7a1ad1-5b1f-4b1f-9a7a-000000000001' } },
  'query-balloon': { error: { class: 'DeviceNotActive', desc: 'No balloon device has been activated' } },
}

const five = `version: {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian"}
kvm: {"enabled": false, "present": true}
status: {"status": "running", "running": true}
uuid: {"UUID": "6c7a1ad1-5b1f-4b1f-9a7a-000000000001"}
balloon: {"class": "DeviceNotActive", "desc": "No balloon device has been activated"}`

test('vm-info prints its five lines, a refusal among them', () => {
  expect(vmInfoText(outcomes)).toBe(five)
})

test('a question without an answer keeps its line and says so', () => {
  expect(vmInfoText({}).split('\n')).toEqual([
    'version: (no answer)',
    'kvm: (no answer)',
    'status: (no answer)',
    'uuid: (no answer)',
    'balloon: (no answer)',
  ])
})

test('integers beyond 2^53 keep their digits, and a bare text its quotes', () => {
  expect(vmInfoText({ 'query-balloon': { return: { actual: 2n ** 64n - 1n } } })).toContain(
    'balloon: {"actual": 18446744073709551615}',
  )
  expect(vmInfoText({ 'query-version': { return: '0.11.50' } })).toContain('version: "0.11.50"')
  expect(vmInfoText({ 'query-version': { return: [null, Number.NaN] } })).toContain('version: [null, null]')
})

test('further facts are put above, one line each, and unknown ones are left out', () => {
  const text = extendedVmInfoText(
    [
      ['name', 'web\nstatus: fine'],
      ['uptime', undefined],
    ],
    outcomes,
  )
  expect(text).toBe(`name: web status: fine\n${five}`)
})
