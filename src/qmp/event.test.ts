import { expect, test } from 'vitest'
import { readEvent } from './event.ts'

const read = (text: string) => readEvent(JSON.parse(text), text)

test('V-01: an event has a name, a time, and data or none', () => {
  const timestamp = '"timestamp": {"seconds": 1795322722, "microseconds": 242255}'
  expect(read(`{${timestamp}, "event": "STOP"}`)).toMatchObject({
    name: 'STOP',
    data: {},
    at: 1795322722242.255,
  })
  expect(read(`{${timestamp}, "event": "X", "data": {"a": 1}}`)).toMatchObject({ data: { a: 1 } })
})

test.each([
  '',
  '"timestamp": {"seconds": -1, "microseconds": -1},',
  '"timestamp": null,',
  '"timestamp": {"seconds": "1"},',
])('V-02: with {%s} the time is unknown', (timestamp) => {
  expect(read(`{${timestamp} "event": "STOP"}`)?.at).toBeUndefined()
})

test('V-10: SHUTDOWN and RESET of old say nothing of their reasons', () => {
  expect(read('{"event": "SHUTDOWN"}')).toMatchObject({ name: 'SHUTDOWN', data: {} })
  expect(read('{"event": "RESET", "data": null}')).toMatchObject({ data: {} })
})

test('V-13: DEVICE_DELETED is read without the name of the device, too', () => {
  const path = '/machine/peripheral/vda/virtio-backend'
  expect(read(`{"event": "DEVICE_DELETED", "data": {"path": "${path}"}}`)?.data).toEqual({ path })
})

test('what has no name is no event', () => {
  expect(read('{"return": {}}')).toBeUndefined()
  expect(read('{"event": 1}')).toBeUndefined()
})

test('the number that the bridge adds is read, and is no part of what QEMU sent', () => {
  const seq = ', "__qmp-dashboard": {"seq": 12}}'
  for (const text of ['{"event": "STOP"}', '{\r\n    "event": "STOP"\r\n}'])
    expect(read(`${text.slice(0, -1)}${seq}`)).toMatchObject({ name: 'STOP', seq: 12, text })
  expect(read('{"event": "STOP"}')).not.toHaveProperty('seq')
  expect(read('{"event": "STOP", "__qmp-dashboard": "x"}')).not.toHaveProperty('seq')
})
