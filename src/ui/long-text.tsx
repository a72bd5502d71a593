import { useState } from 'react'
import { Untrusted } from './untrusted.tsx'
import { beginningOf } from './visible-text.ts'

/** A few lines, also on a phone. */
const usual = 280
const lines = 5

interface LongTextProps {
  text: string
  /** How many characters are shown at first; less where it is one cell of a table. */
  most?: number
}

/** Text of others that may be of any length: its beginning, and a button for the rest. */
export function LongText({ text, most = usual }: LongTextProps) {
  const [isWhole, setWhole] = useState(false)
  const beginning = beginningOf(text, most, lines)
  if (beginning === text) return <Untrusted text={text} />
  return (
    <>
      <Untrusted text={isWhole ? text : `${beginning}…`} />{' '}
      <button
        type="button"
        aria-expanded={isWhole}
        onClick={() => setWhole(!isWhole)}
        className="link inline-flex min-h-6 items-center font-sans text-label whitespace-nowrap phone:min-h-11"
      >
        {isWhole ? 'Show less' : `Show all ${text.length.toLocaleString('en')} characters`}
      </button>
    </>
  )
}
