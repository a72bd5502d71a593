import { describe, expect, test } from 'vitest'
import { beforeOptions, parseOptionList } from './option-list.ts'

describe("an option's value", () => {
  test.each([
    ['socket,id=a,path=/x', { backend: 'socket', id: 'a', path: '/x' }],
    ['backend=socket,id=a', { backend: 'socket', id: 'a' }],
    ['socket,server,nowait', { backend: 'socket', server: 'on', wait: 'off' }],
    ['socket,path=/a,,b=c,,,id=x', { backend: 'socket', path: '/a,b=c,', id: 'x' }],
    ['a,,b,id=', { backend: 'a,b', id: '' }],
    ['', {}],
    ['{"id":"a","server":true,"wait":false,"fd":7}', { id: 'a', server: 'on', wait: 'off', fd: '7' }],
    [
      '{"id":"a","backend":{"type":"socket","data":{"addr":{"type":"unix","data":{"path":"/x"}}}}}',
      { id: 'a', type: 'socket', path: '/x' },
    ],
    ['{"id":', {}],
    ['{"__proto__":"a"}', Object.fromEntries([['__proto__', 'a']])],
  ])('%s is read as QEMU does', (text, parts) => {
    expect(Object.fromEntries(parseOptionList(text, 'backend'))).toEqual(parts)
  })

  test('may be as long and deep as it likes', () => {
    const long = parseOptionList(`a=${',,'.repeat(60_000)},b=c`, 'x')
    expect(long.get('a')).toHaveLength(60_000)
    expect(long.get('b')).toBe('c')
    expect(parseOptionList(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 'x').size).toBe(0)
  })

  test('ends its unnamed part at the first comma that stands alone', () => {
    expect(beforeOptions('a,,b,server=on,wait=off')).toEqual({ value: 'a,b', options: 'server=on,wait=off' })
    expect(beforeOptions('a')).toEqual({ value: 'a', options: '' })
  })
})
