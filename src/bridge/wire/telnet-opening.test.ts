import { describe, expect, test } from 'vitest'
import { TelnetOpening } from './telnet-opening.ts'

const options = Buffer.from('fffb01fffb03fffb00fffd00', 'hex')

describe('the telnet options before the output of a port', () => {
  test('are taken out, also one byte at a time, and input is escaped from then on', () => {
    const telnet = new TelnetOpening()
    const rest = [...options, 0x41, 0xff].map((byte) => telnet.strip(Buffer.of(byte)))
    expect(Buffer.concat(rest)).toEqual(Buffer.of(0x41, 0xff))
    expect(telnet.escape(Buffer.of(1, 0xff, 2))).toEqual(Buffer.of(1, 0xff, 0xff, 2))
  })

  test('are output where they are not all there, and input stays as it is', () => {
    const telnet = new TelnetOpening()
    const rest = [options.subarray(0, 5), Buffer.of(7, 8)].map((data) => telnet.strip(data))
    expect(Buffer.concat(rest)).toEqual(Buffer.from('fffb01fffb0708', 'hex'))
    expect(telnet.escape(Buffer.of(0xff))).toEqual(Buffer.of(0xff))
  })

  test('P-05: disappear before a greeting, wherever they are split', () => {
    const stream = Buffer.concat([options, Buffer.from('{"QMP"')])
    for (let at = 0; at <= stream.length; at++) {
      const telnet = new TelnetOpening()
      const rest = [stream.subarray(0, at), stream.subarray(at)].map((data) => telnet.strip(data))
      expect(Buffer.concat(rest).toString()).toBe('{"QMP"')
    }
  })
})
