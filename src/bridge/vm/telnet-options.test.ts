import { expect, test } from 'vitest'
import { TelnetOptions } from './telnet-options.ts'

const opening = Buffer.from('fffb01fffb03fffb00fffd00', 'hex')

test('P-05: the options that open a telnet port disappear, wherever they are split', () => {
  const stream = Buffer.concat([opening, Buffer.from('{"QMP"')])
  for (let at = 0; at <= stream.length; at++) {
    const telnet = new TelnetOptions()
    const rest = [stream.subarray(0, at), stream.subarray(at)].map((data) => telnet.strip(data))
    expect(Buffer.concat(rest).toString()).toBe('{"QMP"')
  }
})
