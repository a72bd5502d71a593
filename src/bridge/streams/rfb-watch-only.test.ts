import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RfbWatchOnly } from './rfb-watch-only.ts'

const rfb38 = Buffer.from('RFB 003.008\n')
const rfb37 = Buffer.from('RFB 003.007\n')
const rfb33 = Buffer.from('RFB 003.003\n')

function bytes(...parts: (number | readonly number[] | Buffer | string)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'hex')
      return Buffer.from(typeof part === 'number' ? [part] : part)
    }),
  )
}

const zeros = (count: number) => Buffer.alloc(count, 1)

/** Past the handshake, without a password. */
function ready(): RfbWatchOnly {
  const filter = new RfbWatchOnly()
  filter.fromServer(rfb38)
  filter.fromClient(rfb38)
  filter.fromServer(bytes(1, 1))
  filter.fromClient(bytes(1, 1))
  return filter
}

describe('the handshake of a viewer that may not touch', () => {
  test('of 3.8 without a password is always shared', () => {
    const filter = new RfbWatchOnly()
    filter.fromServer(rfb38)
    expect(filter.fromClient(rfb38)).toEqual(rfb38)
    filter.fromServer(bytes(1, 1))
    expect(filter.fromClient(bytes(1))).toEqual(bytes(1))
    filter.fromServer(bytes([0, 0, 0, 0]))
    expect(filter.fromClient(bytes(0))).toEqual(bytes(1))
  })

  test('of 3.7 with a password lets the response through', () => {
    const filter = new RfbWatchOnly()
    filter.fromServer(rfb38)
    filter.fromClient(rfb37)
    filter.fromServer(bytes(2, 16, 2))
    expect(filter.fromClient(bytes(2))).toEqual(bytes(2))
    expect(filter.fromClient(bytes(zeros(16), 0))).toEqual(bytes(zeros(16), 1))
  })

  test.each([
    ['without a password', 1, Buffer.alloc(0)],
    ['with a password', 2, zeros(16)],
  ])('of 3.3 %s, where the server chooses', (_, security, response) => {
    const filter = new RfbWatchOnly()
    filter.fromServer(rfb38)
    expect(filter.fromClient(rfb33)).toEqual(rfb33)
    filter.fromServer(bytes([0, 0, 0, security]))
    expect(filter.fromClient(bytes(response, 0))).toEqual(bytes(response, 1))
    expect(filter.fromClient(bytes(3, zeros(9), 4, zeros(7)))).toEqual(bytes(3, zeros(9)))
  })

  test.each([19, 18, 20, 16, 5, 30])('is refused where security %i hides what follows', (security) => {
    const filter = new RfbWatchOnly()
    filter.fromServer(rfb38)
    filter.fromClient(rfb38)
    expect(() => filter.fromServer(bytes(1, security))).toThrow('encrypts')
  })

  test('is refused where the client chooses security that hides what follows', () => {
    const filter = new RfbWatchOnly()
    filter.fromServer(rfb38)
    filter.fromClient(rfb38)
    filter.fromServer(bytes(2, 1, 19))
    expect(() => filter.fromClient(bytes(19))).toThrow('encrypts')
  })

  test('waits for the server: who speaks first is refused', () => {
    expect(() => new RfbWatchOnly().fromClient(rfb38)).toThrow('before the server')
    const filter = new RfbWatchOnly()
    filter.fromServer(rfb38)
    expect(() => filter.fromClient(bytes(rfb38, 1))).toThrow('before the server')
  })

  test.each(['RFB 003.889\n', 'RFB 004.001\n', 'GET / HTTP/1'])('does not know %j', (version) => {
    const filter = new RfbWatchOnly()
    filter.fromServer(rfb38)
    expect(() => filter.fromClient(Buffer.from(version))).toThrow('must not say')
  })
})

const looks: readonly [string, Buffer][] = [
  ['SetPixelFormat', bytes(0, zeros(19))],
  ['SetEncodings', bytes('02000003', '00000007', 'ffffff11', '00000000')],
  ['SetEncodings without any', bytes('02000000')],
  ['FramebufferUpdateRequest', bytes(3, zeros(9))],
  ['EnableContinuousUpdates', bytes(150, zeros(9))],
  ['ClientFence', bytes('f8000000', '80000001', '05', zeros(5))],
  ['ClientFence without payload', bytes('f8000000', '80000001', '00')],
]

const touches: readonly [string, Buffer][] = [
  ['KeyEvent', bytes(4, zeros(7))],
  ['PointerEvent', bytes(5, zeros(5))],
  ['ClientCutText', bytes('06000000', '00000005', zeros(5))],
  ['ClientCutText without text', bytes('06000000', '00000000')],
  ['extended clipboard', bytes('06000000', 'fffffff8', zeros(8))],
  ['xvp', bytes('fa000102')],
  ['SetDesktopSize', bytes('fb00', '04000300', '0200', zeros(32))],
  ['QEMU extended key event', bytes('ff00', zeros(10))],
  ['QEMU audio on', bytes('ff010000')],
  ['QEMU audio off', bytes('ff010001')],
  ['QEMU audio format', bytes('ff010002', zeros(6))],
]

describe('a viewer that may not touch', () => {
  test.each(looks)('may say %s', (_, message) => {
    expect(ready().fromClient(message)).toEqual(message)
  })

  test.each(touches)('says %s in vain', (_, message) => {
    const filter = ready()
    expect(filter.fromClient(message)).toHaveLength(0)
    expect(filter.fromClient(bytes(3, zeros(9)))).toEqual(bytes(3, zeros(9)))
  })

  test('cannot announce the extended clipboard, by which QEMU would hand out the guest’s', () => {
    const passed = ready().fromClient(bytes('02000002', 'c0a1e5ce', '00000007'))
    expect(passed).toEqual(bytes('02000002', '7fffffff', '00000007'))
  })

  test('may list as many encodings as fit', () => {
    const list = bytes('0200ffff', Buffer.alloc(4 * 65535))
    // To compare this many elements one by one takes seconds.
    const passed = ready().fromClient(bytes(list, 4, zeros(7)))
    expect(passed.equals(list)).toBe(true)
  })

  test.each([1, 7, 249, 252, 253, 254])('is refused with message %i, which nobody knows', (type) => {
    expect(() => ready().fromClient(bytes(type, zeros(20)))).toThrow('must not say')
  })

  test('is refused with a QEMU message that nobody knows', () => {
    expect(() => ready().fromClient(bytes('ff02'))).toThrow('must not say')
    expect(() => ready().fromClient(bytes('ff010003'))).toThrow('must not say')
  })

  test('is understood byte-exactly, whatever the order and however it is split', () => {
    const message = fc.constantFrom(
      ...looks.map(([, look]) => ({ look, isLook: true })),
      ...touches.map(([, look]) => ({ look, isLook: false })),
    )
    fc.assert(
      fc.property(fc.array(message), fc.integer({ min: 1, max: 30 }), (messages, size) => {
        const said = Buffer.concat(messages.map(({ look }) => look))
        const seen = Buffer.concat(messages.filter(({ isLook }) => isLook).map(({ look }) => look))
        const filter = ready()
        const passed: Buffer[] = []
        for (let at = 0; at < said.length; at += size)
          passed.push(filter.fromClient(said.subarray(at, at + size)))
        expect(Buffer.concat(passed).equals(seen)).toBe(true)
      }),
    )
  })
})
