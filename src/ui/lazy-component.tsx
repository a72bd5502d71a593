import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/** A component whose code is loaded when it is first shown. */
export type Later<Props> = ((props: Props) => ReactNode) & {
  /** Loads the code without showing it: for what must be there when the server is not. */
  preload(): void
}

/**
 * A component whose code is loaded when it is first shown; until then its place is empty, or has `meanwhile`. Where the code cannot be loaded,
 * or where it crashes, the page says so and goes on without it.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): Later<Props> {
  const attempt = () => lazy(async () => ({ default: await load().catch(notLoaded) }))
  let Loaded = attempt()
  const again = () => {
    Loaded = attempt()
  }
  function LaterComponent(props: Props) {
    return (
      <LoadBoundary onAgain={again}>
        {() => (
          <Suspense fallback={meanwhile}>
            <Loaded {...props} />
          </Suspense>
        )}
      </LoadBoundary>
    )
  }
  return Object.assign(LaterComponent, { preload: () => void load().catch(() => {}) })
}

class NotLoaded extends Error {}

function notLoaded(cause: unknown): never {
  throw new NotLoaded('code of the page was not loaded', { cause })
}

interface Props {
  onAgain: () => void
  /** Called for each render, so that it shows the newest attempt. */
  children: () => ReactNode
}

/** Shown in place of a part that was not loaded or has crashed, so that the rest of the page stays usable. */
class LoadBoundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  /** Opening it again retries. */
  override componentWillUnmount() {
    if (this.state.error) this.props.onAgain()
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children()
    const isMissing = error instanceof NotLoaded
    return (
      // Wherever it was asked for, in a toolbar or in place of a page, it is said at one place.
      <div role="alert" className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-[640px]">
        <Notice
          tone="bad"
          icon={isMissing ? 'unplug' : 'alert'}
          loud
          detail={
            isMissing
              ? 'Does the dashboard still run? If it was updated meanwhile, reload the page.'
              : error.message
          }
          action={<Button onClick={this.#again}>Try again</Button>}
        >
          {isMissing
            ? 'This part of the page could not be loaded.'
            : 'This part of the page crashed. The VM is not affected.'}
        </Notice>
      </div>
    )
  }

  readonly #again = () => {
    this.props.onAgain()
    this.setState({ error: undefined })
  }
}
