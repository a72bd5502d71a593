import { describe, expect, it } from 'vitest'
import { answersOneAtATime, readGreeting } from './greeting.ts'

describe('readGreeting', () => {
  it('P-01: takes members in any order, and no package', () => {
    const greeting = readGreeting({
      QMP: { capabilities: ['oob'], version: { qemu: { micro: 22, minor: 2, major: 7 } } },
    })
    expect(greeting).toEqual({
      version: { major: 7, minor: 2, micro: 22 },
      package: '',
      capabilities: ['oob'],
    })
  })

  it('P-02: takes the greeting of 0.12, which names no version', () => {
    expect(readGreeting({ QMP: { capabilities: [] } })).toEqual({
      version: undefined,
      package: '',
      capabilities: [],
    })
  })

  it('P-03: takes a version that is text', () => {
    const greeting = readGreeting({ QMP: { version: { qemu: '0.12.50', package: '' }, capabilities: [] } })
    expect(greeting?.version).toBe('0.12.50')
  })

  it('P-04: is undefined for an event', () => {
    expect(readGreeting({ event: 'STOP', timestamp: {} })).toBeUndefined()
  })

  it('F-14: survives members of any type', () => {
    for (const QMP of [{}, { version: 1, capabilities: {} }, { version: { qemu: { major: 'x' } } }]) {
      expect(readGreeting({ QMP })).toEqual({ version: undefined, package: '', capabilities: [] })
    }
    expect(readGreeting({ QMP: null })).toBeUndefined()
    expect(readGreeting(null)).toBeUndefined()
  })
})

describe('answersOneAtATime', () => {
  it('C-09: is true before 1.0 only', () => {
    const of = (qemu: unknown) => {
      const greeting = readGreeting({ QMP: { version: { qemu } } })
      return greeting && answersOneAtATime(greeting)
    }
    expect([of(undefined), of('0.12.50'), of({ major: 0, minor: 15, micro: 0 })]).toEqual([true, true, true])
    expect(of({ major: 1, minor: 0, micro: 0 })).toBe(false)
  })
})
