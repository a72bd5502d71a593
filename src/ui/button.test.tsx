import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Button } from './button.tsx'

afterEach(cleanup)

const button = () => screen.getByRole('button')
const description = () =>
  document.getElementById(button().getAttribute('aria-describedby') ?? '')?.textContent

describe('a button', () => {
  it('does its work', async () => {
    const press = vi.fn()
    render(<Button onClick={press}>Pause</Button>)
    await userEvent.click(button())
    expect(press).toHaveBeenCalledOnce()
  })

  it('is described by what it does', () => {
    render(<Button tip="Halts the vCPUs">Pause</Button>)
    expect(description()).toBe('Halts the vCPUs')
  })

  it('that is disabled takes the focus, does nothing, and says why', async () => {
    const press = vi.fn()
    const submit = vi.fn((event: { preventDefault: () => void }) => event.preventDefault())
    render(
      <form onSubmit={submit}>
        <Button type="submit" onClick={press} why="already running" tip="Lets the vCPUs run">
          Resume
        </Button>
      </form>,
    )
    await userEvent.tab()
    expect(document.activeElement).toBe(button())
    await userEvent.keyboard('{Enter}')
    await userEvent.click(button())
    expect(press).not.toHaveBeenCalled()
    expect(submit).not.toHaveBeenCalled()
    expect(button().getAttribute('aria-disabled')).toBe('true')
    expect(description()).toBe('already running')
  })

  it('that is busy cannot be pressed again', () => {
    const press = vi.fn()
    render(
      <Button busy onClick={press}>
        Pause
      </Button>,
    )
    fireEvent.click(button())
    expect(press).not.toHaveBeenCalled()
    expect(button().getAttribute('aria-busy')).toBe('true')
  })
})
