import type { ReactNode } from 'react'
import type { Confirmation } from '#model/actions.ts'

interface ConfirmationBodyProps {
  confirmation: Confirmation
  /** Goes on after the sentence, such as how long the VM has run. */
  more?: ReactNode
}

/** What an action does, what is lost and what stays, for the dialog that asks before it. */
export function ConfirmationBody({ confirmation, more }: ConfirmationBodyProps) {
  return (
    <>
      <p>
        {confirmation.sentence} {more}
      </p>
      <h3>What is lost</h3>
      <List items={confirmation.lost} />
      <h3>What stays</h3>
      <List items={confirmation.stays} />
    </>
  )
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}
