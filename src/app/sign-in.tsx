import { useEffect, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { Logo } from '#ui/logo.tsx'
import { PageHeading } from '#ui/page-heading.tsx'
import { Refusal } from '#ui/refusal.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { onTokenOfOtherTab } from './token-store.ts'

interface Props {
  /** Whether there was a token, and it was wrong. */
  wasWrong: boolean
  onToken: (token: string) => void
}

/** Asks for the token that the dashboard printed where it was started. */
export function SignIn({ wasWrong, onToken }: Props) {
  const [token, setToken] = useState('')
  // Whoever has signed in beside this one need not do so again.
  useEffect(() => onTokenOfOtherTab(onToken), [onToken])
  return (
    <main className="mx-auto flex max-w-[440px] flex-col gap-3 p-4 pt-[12vh]">
      <PageHeading className="flex items-center gap-2 text-title">
        <Logo />
        QMP Dashboard
      </PageHeading>
      <p>
        Open the address that the dashboard printed when it started; its end is the token. Or paste the token
        here.
      </p>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (token !== '') onToken(tokenIn(token))
        }}
      >
        <Field label="Token">
          <TextInput value={token} onChange={setToken} autoComplete="off" spellCheck={false} />
        </Field>
        {wasWrong && (
          <Refusal
            said="The token is wrong."
            advice="Each start of the dashboard makes a new one, unless it is given one by --token or --token-file."
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
