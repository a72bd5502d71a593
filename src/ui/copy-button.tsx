import { useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

const SAY_FOR_MS = 2000

interface CopyButtonProps {
  /** What goes to the clipboard, or where it comes from when it is asked for. */
  text: string | (() => Promise<string>)
  label?: string | undefined
  size?: 24 | 28 | undefined
  className?: string | undefined
}

/** Copies, and says so in its own place for a moment, aloud too. */
export function CopyButton({ text, label = 'Copy', size = 24, className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), SAY_FOR_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    if (!place.current) return
    const button = document.activeElement
    const asked = typeof text === 'string' ? text : text()
    setOutcome((await copyText(asked, place.current)) ? 'copied' : 'failed')
    if (button instanceof HTMLElement) button.focus()
  }
  return (
    <span ref={place} className={cx('relative inline-flex shrink-0', className)}>
      <Button variant="quiet" size={size} icon="copy" onClick={() => void copy()}>
        {label}
      </Button>
      <span aria-live="polite" className="pointer-events-none absolute inset-0">
        {outcome && (
          <span
            className={cx(
              'flex h-full items-center justify-center gap-1 rounded-control bg-raised text-label whitespace-nowrap',
              outcome === 'copied' ? 'text-ok' : 'text-bad',
            )}
          >
            <Icon name={outcome === 'copied' ? 'check' : 'alert'} />{' '}
            {outcome === 'copied' ? 'Copied' : 'Not copied'}
          </span>
        )}
      </span>
    </span>
  )
}
