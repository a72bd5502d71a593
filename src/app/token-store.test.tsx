import { beforeEach, expect, it, vi } from 'vitest'
import { ApiFailure } from '#api/api-failure.ts'
import { TokenStore } from './token-store.ts'

const kept = () => localStorage.getItem('qmp-dashboard.token')
const isIn = async () => 'in'
const isOut = () => Promise.reject(new ApiFailure('unauthorized', 'unauthorized'))
const isAway = () => Promise.reject(new ApiFailure('unreachable', 'away'))

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', '/')
})

async function withGoodToken(): Promise<TokenStore> {
  const tokens = new TokenStore()
  tokens.set('a-good-token')
  await tokens.provenBy(isIn)
  return tokens
}

it('a token is kept for this tab at once, and for this browser once the bridge has accepted it', async () => {
  const tokens = new TokenStore()
  expect(tokens.state).toBe('missing')
  tokens.set('a-good-token')
  expect([tokens.get(), tokens.state, kept()]).toEqual(['a-good-token', 'unproven', null])
  expect(new TokenStore()).toMatchObject({ state: 'unproven' })
  expect(new TokenStore().get()).toBe('a-good-token')
  await expect(tokens.provenBy(isAway)).rejects.toThrow('away')
  expect(new TokenStore().get()).toBe('a-good-token')
  expect(await tokens.provenBy(isIn)).toBe('in')
  expect([kept(), sessionStorage.length]).toEqual(['a-good-token', 0])
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
  expect(new TokenStore().get()).toBe('a-good-token')
})

it('an answer proves the token that was asked with, not one that came meanwhile', async () => {
  const tokens = await withGoodToken()
  const asked = tokens.provenBy(isIn)
  tokens.set('a-wrong-token')
  await asked
  expect(kept()).toBe('a-good-token')
})

it('a refusal drops the token that was asked with, not one that came meanwhile', async () => {
  const tokens = new TokenStore()
  tokens.set('a-wrong-token')
  const asked = tokens.provenBy(isOut)
  tokens.set('a-good-token')
  await expect(asked).rejects.toThrow('unauthorized')
  expect(new TokenStore().get()).toBe('a-good-token')
})

it('where storage is blocked, a token is kept for as long as the page is open', async () => {
  const refuse = () => {
    throw new DOMException('blocked', 'SecurityError')
  }
  for (const storage of ['localStorage', 'sessionStorage'])
    vi.stubGlobal(storage, { getItem: refuse, setItem: refuse, removeItem: refuse })
  const tokens = await withGoodToken()
  expect([tokens.get(), tokens.state]).toEqual(['a-good-token', 'proven'])
  expect(new TokenStore().get()).toBeUndefined()
  vi.unstubAllGlobals()
  expect(kept()).toBeNull()
})
