import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { LongText } from './long-text.tsx'
import { Untrusted } from './untrusted.tsx'

interface RefusalProps {
  /** Whose words they are, where that is not the other side. */
  whose?: string | undefined
  /** The other side's own words. */
  said: string
  /** The kind of error, as the other side names it. */
  errorClass?: string | undefined
  /** Ours, after it. */
  advice?: ReactNode
  onDismiss?: (() => void) | undefined
  className?: string | undefined
}

/** A refusal, shown beside the button that was pressed. */
export function Refusal({ whose, said, errorClass, advice, onDismiss, className }: RefusalProps) {
  return (
    <div
      role="alert"
      className={cx('flex items-start gap-2 rounded-control bg-bad-soft py-2 pr-2 pl-2.5', className)}
    >
      <Icon name="alert" tone="bad" className="mt-0.5" />
      <div className="min-w-0 grow [overflow-wrap:anywhere]">
        {whose && <>{whose} </>}
        <b>
          <LongText text={said} />
        </b>
        {errorClass && (
          <>
            {' '}
            <code className="ml-1 text-ink-2">
              <Untrusted text={errorClass} />
            </code>
          </>
        )}
        {advice && <div className="text-ink-2">{advice}</div>}
      </div>
      {onDismiss && (
        <IconButton
          label="Dismiss"
          icon="close"
          size={24}
          onClick={onDismiss}
          className="-my-0.5 phone:-my-3"
        />
      )}
    </div>
  )
}
