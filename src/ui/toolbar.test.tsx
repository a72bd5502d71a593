import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { Button } from './button.tsx'
import { Toolbar, ToolbarGroup } from './toolbar.tsx'

afterEach(cleanup)

const toolbar = (
  <>
    <Toolbar label="VM actions">
      <ToolbarGroup>
        <Button>Pause</Button>
        <Button why="already running">Resume</Button>
      </ToolbarGroup>
      <Button>Reset</Button>
    </Toolbar>
    <button type="button">after</button>
  </>
)
const focused = () => document.activeElement?.textContent

it('a toolbar is one tab stop that remembers its last button', async () => {
  render(toolbar)
  await userEvent.tab()
  expect(focused()).toBe('Pause')
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  expect(focused()).toBe('Reset')
  await userEvent.tab()
  expect(focused()).toBe('after')
  await userEvent.tab({ shift: true })
  expect(focused()).toBe('Reset')
})

it('arrows, Home and End reach every button of a toolbar, disabled ones too, and wrap around', async () => {
  render(toolbar)
  await userEvent.tab()
  await userEvent.keyboard('{ArrowRight}')
  expect(focused()).toBe('Resume')
  await userEvent.keyboard('{End}')
  expect(focused()).toBe('Reset')
  await userEvent.keyboard('{ArrowRight}')
  expect(focused()).toBe('Pause')
  await userEvent.keyboard('{ArrowLeft}{Home}')
  expect(focused()).toBe('Pause')
})

it('a toolbar keeps one tab stop when its buttons change', () => {
  const { rerender } = render(toolbar)
  rerender(
    <Toolbar label="VM actions">
      <Button>Reset</Button>
      <Button>Quit QEMU</Button>
    </Toolbar>,
  )
  expect(screen.getAllByRole('button').filter((button) => button.tabIndex === 0)).toHaveLength(1)
})
