import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { Field } from './field.tsx'
import { NumberInput } from './number-input.tsx'
import { SearchInput } from './search-input.tsx'
import { TextInput } from './text-input.tsx'

afterEach(cleanup)

it('a field ties label, error and hint to its input', () => {
  render(
    <Field label="Address" hint="A path, or HOST:PORT" error="No such port">
      <TextInput value="x:99999" onChange={() => {}} />
    </Field>,
  )
  const input = screen.getByRole('textbox', { name: 'Address' })
  const described = (input.getAttribute('aria-describedby') ?? '').split(' ')
  expect(described.map((id) => document.getElementById(id)?.textContent?.trim())).toEqual([
    'No such port',
    'A path, or HOST:PORT',
  ])
  expect(input.getAttribute('aria-invalid')).toBe('true')
})

function Balloon({ heard }: { heard: (value: number | undefined) => void }) {
  const [value, setValue] = useState<number | undefined>(400)
  return (
    <>
      <NumberInput
        label="Balloon"
        unit="MiB"
        value={value}
        onChange={(next) => {
          heard(next)
          setValue(next)
        }}
      />
      <button type="button" onClick={() => setValue(128)}>
        least
      </button>
    </>
  )
}

it('a number input gives numbers, undefined for none, and shows what comes from outside', async () => {
  const heard = vi.fn()
  render(<Balloon heard={heard} />)
  const input = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Balloon, MiB' })
  await userEvent.clear(input)
  expect(heard).toHaveBeenLastCalledWith(undefined)
  await userEvent.type(input, '256')
  expect(heard).toHaveBeenLastCalledWith(256)
  await userEvent.click(screen.getByRole('button', { name: 'least' }))
  expect(input.value).toBe('128')
})

it('Escape empties a search, and only an empty one lets it pass', async () => {
  const change = vi.fn()
  const passed = vi.fn()
  const search = (value: string) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what passes
    <div onKeyDown={(event) => event.key === 'Escape' && passed()}>
      <SearchInput label="Name or text" value={value} onChange={change} />
    </div>
  )
  const { rerender } = render(search('STOP'))
  screen.getByRole('searchbox', { name: 'Name or text' }).focus()
  await userEvent.keyboard('{Escape}')
  expect(change).toHaveBeenCalledWith('')
  expect(passed).not.toHaveBeenCalled()
  rerender(search(''))
  await userEvent.keyboard('{Escape}')
  expect(passed).toHaveBeenCalledOnce()
})
