import { beforeEach, expect, it } from 'vitest'
import { TokenStore } from './token-store.ts'

const kept = () => localStorage.getItem('qmp-dashboard.token')
const isIn = async () => 'in'
const isOut = () => Promise.reject(new Error('unauthorized'))

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/')
})

async function withGoodToken(): Promise<TokenStore> {
  const tokens = new TokenStore()
  tokens.set('a-good-token')
  await tokens.provenBy(isIn)
  return tokens
}

it('a token is kept once the bridge has accepted it, not before', async () => {
  const tokens = new TokenStore()
  expect(tokens.state).toBe('missing')
  tokens.set('a-good-token')
  expect([tokens.get(), tokens.state, kept()]).toEqual(['a-good-token', 'unproven', null])
  expect(await tokens.provenBy(isIn)).toBe('in')
  expect(kept()).toBe('a-good-token')
  expect(new TokenStore()).toMatchObject({ state: 'proven' })
  expect(new TokenStore().get()).toBe('a-good-token')
})

it('a wrong token, typed or in the address, leaves the good one where other tabs and the next reload find it', async () => {
  const tokens = await withGoodToken()
  history.replaceState(null, '', '/vm/a?demo#token=a-wrong-token')
  tokens.takeFromAddress(location, history)
  expect(location.href).toMatch(/\/vm\/a\?demo$/)
  await expect(tokens.provenBy(isOut)).rejects.toThrow('unauthorized')
  expect([tokens.get(), kept()]).toEqual(['a-wrong-token', 'a-good-token'])
})

it('an answer proves the token that was asked with, not one that came meanwhile', async () => {
  const tokens = await withGoodToken()
  const asked = tokens.provenBy(isIn)
  tokens.set('a-wrong-token')
  await asked
  expect(kept()).toBe('a-good-token')
})
