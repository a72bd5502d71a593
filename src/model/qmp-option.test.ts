import { expect, it } from 'vitest'
import { qmpOption } from './qmp-option.ts'

it('makes the option that listens at the address the dashboard dials', () => {
  expect(qmpOption('tcp:127.0.0.1:4444')).toBe('-qmp tcp:127.0.0.1:4444,server=on,wait=off')
  expect(qmpOption('unix:/run/vm1.qmp')).toBe('-qmp unix:/run/vm1.qmp,server=on,wait=off')
})

it('survives commas, blanks and quotes in a path', () => {
  expect(qmpOption("unix:/tmp/it's a,b.sock")).toBe("-qmp 'unix:/tmp/it'\\''s a,,b.sock,server=on,wait=off'")
})

it('leaves the options of an abstract socket as they are', () => {
  for (const socket of ['unix:vm,,1,abstract=on', 'unix:vm1,abstract=on,tight=off'])
    expect(qmpOption(socket)).toBe(`-qmp ${socket},server=on,wait=off`)
})

it('there is none for a simulated VM', () => {
  expect(qmpOption('demo')).toBeUndefined()
})
