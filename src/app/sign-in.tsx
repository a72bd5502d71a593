import { useEffect, useRef, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { Logo } from '#ui/logo.tsx'
import { PageHeading } from '#ui/page-heading.tsx'
import { Refusal } from '#ui/refusal.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { onTokenOfOtherTab, type TokenState } from './token-store.ts'

interface Props {
  /** Why the dashboard refused the token. */
  refused: TokenState
  onToken: (token: string) => void
}

const refusals: Record<TokenState, string | undefined> = {
  missing: undefined,
  unproven: 'The token is wrong.',
  proven: 'The dashboard was restarted and has a new token: see where you started it.',
}

/** Asks for the token that the dashboard printed where it was started. */
export function SignIn({ refused, onToken }: Props) {
  const [token, setToken] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const said = refusals[refused]
  // There is nothing else to do here.
  useEffect(() => field.current?.focus(), [])
  // A sign-in in another tab counts here, too.
  useEffect(() => onTokenOfOtherTab(onToken), [onToken])
  return (
    <main className="mx-auto flex max-w-[440px] flex-col gap-3 p-4 pt-[12vh]">
      <PageHeading className="flex items-center gap-2 text-title">
        <Logo />
        QMP Dashboard
      </PageHeading>
      <p>Open the address that the dashboard printed when it started, or paste its token here.</p>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (token !== '') onToken(tokenIn(token))
        }}
      >
        <Field label="Token">
          <TextInput ref={field} value={token} onChange={setToken} />
        </Field>
        {said && (
          <Refusal
            said={said}
            advice="Each start of the dashboard makes a new token, unless --token or --token-file sets it."
          />
        )}
        <Button type="submit" variant="primary" size={32}>
          Sign in
        </Button>
      </form>
    </main>
  )
}

/** The token, also out of a whole address. */
function tokenIn(text: string): string {
  return text.trim().replace(/^.*#token=/, '')
}
