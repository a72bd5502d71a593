import { Component, type ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'

interface Props {
  /** What has crashed, in words: the subject of a sentence. */
  what: string
  /** What the words about a crash stand in. */
  as?: 'div' | 'li'
  className?: string
  children: ReactNode
}

/** One part's bug leaves the others alive, and the last resort of all leaves no empty page. */
export class Boundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const { what, as: Place = 'div', className } = this.props
    return (
      <Place className={className}>
        <Notice
          tone="bad"
          icon="alert"
          detail={<LongText text={error.message} />}
          action={<Button onClick={() => this.setState({ error: undefined })}>Show it again</Button>}
        >
          {what} crashed. The VM is not affected.
        </Notice>
      </Place>
    )
  }
}
