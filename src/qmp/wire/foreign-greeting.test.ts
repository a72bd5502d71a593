import { describe, expect, it } from 'vitest'
import { isForeign, recogniseGreeting, withoutTelnetOptions } from './foreign-greeting.ts'

describe('P-05: a foreign greeting', () => {
  it.each([
    ["QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ", 'hmp'],
    ['RFB 003.008\n', 'vnc'],
    ['SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n', 'ssh'],
    ['HTTP/1.1 400 Bad Request\r\n', 'http'],
    ['220 mail.example ESMTP\r\n', 'smtp'],
    ['\xff\xfb\x01\xff\xfb\x03\xff\xfb\x00\xff\xfd\x00', 'telnet'],
    ['hello', 'other'],
  ] as const)('%j is recognised as %s', (text, what) => {
    expect(recogniseGreeting(text).what).toBe(what)
  })

  it('is recognised behind telnet options', () => {
    expect(recogniseGreeting("\xff\xfb\x01QEMU 7.2.22 monitor - type 'help'").what).toBe('hmp')
    expect(withoutTelnetOptions('\xff\xfb\x01\xff\xfd\x00')).toBe('')
  })

  it('is neither silence nor the beginning of a QMP greeting', () => {
    expect(isForeign(recogniseGreeting('RFB 003.008\n').what)).toBe(true)
    expect(isForeign(recogniseGreeting('hello').what)).toBe(true)
    expect([undefined, 'nothing' as const, 'qmp' as const].map(isForeign)).toEqual([false, false, false])
  })
})
