import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { SignIn } from './sign-in.tsx'
import type { TokenState } from './token-store.ts'

afterEach(cleanup)

const ask = (refused: TokenState) => render(<SignIn refused={refused} onToken={() => {}} />)

it('who is asked for the token can type it at once', () => {
  ask('missing')
  expect(document.activeElement).toBe(screen.getByLabelText('Token'))
  expect(screen.queryByRole('alert')).toBeNull()
})

it('a token that never worked is wrong, and one that did has been replaced', () => {
  ask('unproven')
  expect(screen.getByRole('alert').textContent).toContain('The token is wrong.')
  cleanup()
  ask('proven')
  expect(screen.getByRole('alert').textContent).toContain(
    'The dashboard was restarted and has a new token: see where you started it.',
  )
})
