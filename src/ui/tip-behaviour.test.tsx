import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Button } from './button.tsx'

const show = vi.fn()
const hide = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(HTMLElement.prototype, { showPopover: show, hidePopover: hide })
  render(
    <Button tip="More about it" aria-disabled="true">
      It
    </Button>,
  )
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.clearAllMocks()
})

const anchor = () => screen.getByRole('button')
const pointAt = () => {
  fireEvent.pointerEnter(anchor(), { pointerType: 'mouse' })
  fireEvent.pointerMove(anchor(), { pointerType: 'mouse' })
}

it('a tooltip describes its element even while it is hidden', () => {
  const id = anchor().getAttribute('aria-describedby') ?? ''
  expect(document.getElementById(id)?.textContent).toBe('More about it')
})

it('a tooltip waits a moment before it shows, and another before it goes', () => {
  pointAt()
  expect(show).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(show).toHaveBeenCalledOnce()
  fireEvent.pointerLeave(anchor())
  expect(hide).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(hide).toHaveBeenCalledOnce()
})

it('a tooltip that comes under a pointer at rest does not show', () => {
  fireEvent.pointerEnter(anchor(), { pointerType: 'mouse' })
  vi.runAllTimers()
  expect(show).not.toHaveBeenCalled()
})

it('a tooltip waits for the first move only, however long the pointer goes on', () => {
  pointAt()
  vi.advanceTimersByTime(200)
  fireEvent.pointerMove(anchor(), { pointerType: 'mouse' })
  vi.advanceTimersByTime(150)
  expect(show).toHaveBeenCalledOnce()
})

it('a tooltip stays while the pointer is on it', () => {
  pointAt()
  vi.runAllTimers()
  fireEvent.pointerLeave(anchor())
  fireEvent.pointerEnter(screen.getByRole('tooltip', { hidden: true }))
  vi.runAllTimers()
  expect(hide).not.toHaveBeenCalled()
})

it('Escape hides a tooltip and does nothing else', () => {
  const heard = vi.fn()
  anchor().addEventListener('keydown', heard)
  fireEvent.click(anchor())
  expect(show).toHaveBeenCalledOnce()
  fireEvent.keyDown(anchor(), { key: 'Escape' })
  expect(hide).toHaveBeenCalledOnce()
  expect(heard).not.toHaveBeenCalled()
  fireEvent.keyDown(anchor(), { key: 'Escape' })
  expect(heard).toHaveBeenCalledOnce()
})

it('a tap on a disabled button shows why', () => {
  fireEvent.pointerEnter(anchor(), { pointerType: 'touch' })
  fireEvent.pointerMove(anchor(), { pointerType: 'touch' })
  vi.runAllTimers()
  expect(show).not.toHaveBeenCalled()
  fireEvent.click(anchor())
  expect(show).toHaveBeenCalledOnce()
})

it.each([
  ['a press elsewhere', () => fireEvent.pointerDown(document.body)],
  ['a click elsewhere', () => fireEvent.click(document.body)],
  ['going back', () => fireEvent.popState(window)],
])('%s hides a tooltip', (_, act) => {
  fireEvent.click(anchor())
  expect(show).toHaveBeenCalledOnce()
  act()
  expect(hide).toHaveBeenCalledOnce()
})
