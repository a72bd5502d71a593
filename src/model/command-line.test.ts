import { describe, expect, test } from 'vitest'
import { changeOf, commandLineOf, optionsWith, shellLine, shellLines } from './command-line.ts'

const args = [
  'qemu-system-x86_64',
  '-M',
  'q35',
  '-S',
  '-append',
  '-v quiet',
  '-device',
  'e1000,id=n0',
  'disk.img',
]

describe('a command line', () => {
  test('is read as options with what follows them', () => {
    expect(commandLineOf(args)).toEqual({
      program: 'qemu-system-x86_64',
      options: [
        { option: '-M', value: 'q35' },
        { option: '-S', value: undefined },
        { option: '-append', value: '-v quiet' },
        { option: '-device', value: 'e1000,id=n0' },
        { option: '', value: 'disk.img' },
      ],
    })
  })

  test('gives no value to an option without one, though no dash follows', () => {
    expect(commandLineOf(['q', '-snapshot', 'disk.img', '--enable-kvm', 'b.img', '-usb']).options).toEqual([
      { option: '-snapshot', value: undefined },
      { option: '', value: 'disk.img' },
      { option: '--enable-kvm', value: undefined },
      { option: '', value: 'b.img' },
      { option: '-usb', value: undefined },
    ])
  })

  test('takes a lone dash for a value', () => {
    expect(commandLineOf(['q', '-incoming', '-']).options).toEqual([{ option: '-incoming', value: '-' }])
  })

  test('of nothing is empty', () => {
    expect(commandLineOf([])).toEqual({ program: '', options: [] })
  })
})

describe('as a shell line', () => {
  test('what the shell would read otherwise is quoted, and a quote in it, too', () => {
    expect(shellLine(['q', '-name', "it's $HOME", '-m', '2G', ''])).toBe(`q -name 'it'\\''s $HOME' -m 2G ''`)
  })

  test('each option has a line of its own', () => {
    expect(shellLines(commandLineOf(args))).toBe(
      "qemu-system-x86_64 \\\n  -M q35 \\\n  -S \\\n  -append '-v quiet' \\\n  -device e1000,id=n0 \\\n  disk.img",
    )
  })
})

describe('the change from one start to the next', () => {
  const before = commandLineOf(['q', '-m', '1G', '-device', 'a', '-device', 'a', '-S'])

  test('is what came and what went, each as often as it did', () => {
    const now = commandLineOf(['q', '-S', '-m', '2G', '-device', 'a'])
    expect(changeOf(before, now)).toEqual({
      added: [{ option: '-m', value: '2G' }],
      removed: [
        { option: '-m', value: '1G' },
        { option: '-device', value: 'a' },
      ],
    })
  })

  test('is none where only the order or the dashes differ', () => {
    const now = commandLineOf(['q', '--S', '-device', 'a', '-m', '1G', '-device', 'a'])
    expect(changeOf(before, now)).toBeUndefined()
  })
})

test('a search wants every word somewhere in the option', () => {
  const { options } = commandLineOf(args)
  expect(optionsWith(options, 'DEVICE n0')).toEqual([{ option: '-device', value: 'e1000,id=n0' }])
  expect(optionsWith(options, '  ')).toEqual(options)
})
