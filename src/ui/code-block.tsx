import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { cx } from './cx.ts'
import { Untrusted } from './untrusted.tsx'

interface CodeBlockProps {
  /** What is copied, and shown unless `children` show the same with marks. */
  code: string
  children?: ReactNode
  /** A line above, with the copy button at its end; without it the button is inside. */
  title?: string | undefined
  /** Behind the title, lighter. */
  hint?: string | undefined
  className?: string | undefined
}

/** What is on the wire or on a command line, ready to copy. */
export function CodeBlock({ code, children, title, hint, className }: CodeBlockProps) {
  const text = (
    <pre className="min-w-0 grow leading-[18px] whitespace-pre-wrap">
      {children ?? <Untrusted text={code} />}
    </pre>
  )
  const box = 'rounded-control border border-line bg-sunken [overflow-wrap:anywhere]'
  if (title === undefined)
    return (
      <div className={cx('flex items-start gap-2 py-1 pr-1 pl-2.5', box, className)}>
        <div className="min-w-0 grow self-center py-[3px]">{text}</div>
        <CopyButton text={code} />
      </div>
    )
  return (
    <div className={className}>
      <div className="flex min-h-7 items-center gap-3 text-label">
        <h3 className="font-semibold text-ink-2">{title}</h3>
        {hint && <span className="text-ink-3">{hint}</span>}
        <CopyButton text={code} className="ml-auto" />
      </div>
      <div className={cx('px-2.5 py-2', box)}>{text}</div>
    </div>
  )
}
