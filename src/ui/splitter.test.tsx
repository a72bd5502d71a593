import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Splitter } from './splitter.tsx'

function Pane() {
  const [size, setSize] = useState(200)
  const [collapsed, setCollapsed] = useState(false)
  return (
    <Splitter
      label="Height of the log"
      size={size}
      min={80}
      max={320}
      onResize={setSize}
      collapsed={collapsed}
      onCollapse={setCollapsed}
    />
  )
}

beforeEach(() => {
  HTMLElement.prototype.setPointerCapture = () => {}
  render(<Pane />)
})
afterEach(cleanup)

const splitter = () => screen.getByRole('separator', { name: 'Height of the log' })
const now = () => splitter().getAttribute('aria-valuenow')

it('a splitter moves by arrows, Home and End, never past its limits', async () => {
  await userEvent.tab()
  await userEvent.keyboard('{ArrowUp}')
  expect(now()).toBe('216')
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}')
  expect(now()).toBe('120')
  await userEvent.keyboard('{Home}{ArrowDown}')
  expect(now()).toBe('80')
  await userEvent.keyboard('{End}{ArrowUp}')
  expect(now()).toBe('320')
})

it('a splitter follows the pointer that drags it', () => {
  fireEvent.pointerDown(splitter(), { button: 0, clientY: 500 })
  fireEvent.pointerMove(splitter(), { clientY: 450 })
  expect(now()).toBe('250')
  fireEvent.pointerMove(splitter(), { clientY: 0 })
  expect(now()).toBe('320')
  fireEvent.pointerUp(splitter())
  fireEvent.pointerMove(splitter(), { clientY: 500 })
  expect(now()).toBe('320')
})

it('Enter or a double click folds a pane and brings it back', async () => {
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  expect(splitter().getAttribute('aria-valuetext')).toBe('folded')
  fireEvent.doubleClick(splitter())
  expect(splitter().getAttribute('aria-valuetext')).toBe('200 pixels')
})
