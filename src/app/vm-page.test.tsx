import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { renderApp } from './testing/render-app.tsx'

afterEach(cleanup)

test('a VM that nobody named is titled by its -name, with its address in small print', async () => {
  const address = '127.0.0.1:4444'
  renderApp(
    { [address]: new SimulatedQemu({ 'query-name': { name: 'web-01' } }) },
    { path: `/vm/${address}` },
  )
  const title = await screen.findByRole('heading', { level: 1, name: 'web-01' })
  expect(title.closest('header')?.textContent).toContain(address)
})

test('a VM that its user named keeps that name, whatever QEMU calls it', async () => {
  renderApp({ mine: new SimulatedQemu({ 'query-name': { name: 'web-01' } }) }, { path: '/vm/mine' })
  expect(await screen.findByText('web-01', { selector: 'header *' })).toBeTruthy()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('mine')
})

test('trouble is said on every page of the VM, with the way to the reason', async () => {
  const broken = new SimulatedQemu({ 'query-status': { running: false, status: 'io-error' } })
  renderApp({ broken }, { path: '/vm/broken/network' })
  const link = await within(await screen.findByRole('main')).findByRole('link', {
    name: 'Why, and what to do',
  })
  expect(link.getAttribute('href')).toBe('/vm/broken')
})

test('the first stop of Tab leads past the list to the title', async () => {
  renderApp({ one: new SimulatedQemu() }, { path: '/vm/one' })
  const title = await screen.findByRole('heading', { level: 1 })
  screen.getByRole('button', { name: 'Skip to the page' }).click()
  expect(document.activeElement).toBe(title)
})
