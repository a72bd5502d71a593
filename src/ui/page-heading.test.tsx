import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { PageHeading, titleFollows } from './page-heading.tsx'

afterEach(cleanup)

function Page({ hasButton }: { hasButton: boolean }) {
  return (
    <main>
      <PageHeading>web-01</PageHeading>
      {hasButton && (
        <button type="button" ref={titleFollows}>
          Try now
        </button>
      )}
    </main>
  )
}

it('a button that goes while it has the focus leaves it to the title', () => {
  const { rerender } = render(<Page hasButton />)
  screen.getByRole('button').focus()
  rerender(<Page hasButton={false} />)
  expect(document.activeElement).toBe(screen.getByRole('heading'))
})

it('a button that goes while the focus is elsewhere moves nothing', () => {
  const { rerender } = render(<Page hasButton />)
  rerender(<Page hasButton={false} />)
  expect(document.activeElement).toBe(document.body)
})
