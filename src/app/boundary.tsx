import { Component, type ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'

interface Props {
  /** What has failed, in words. */
  what: string
  children: ReactNode
}

/** One part's bug leaves the others alive, and the last resort of all leaves no empty page. */
export class Boundary extends Component<Props, { error?: Error }> {
  override state: { error?: Error } = {}

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Notice
        tone="bad"
        icon="alert"
        detail={<LongText text={error.message} />}
        action={<Button onClick={() => this.setState({})}>Show it again</Button>}
      >
        {this.props.what} has failed. The VM is not concerned.
      </Notice>
    )
  }
}
