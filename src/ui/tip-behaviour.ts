import { placeTip } from './tip-place.ts'

const SHOW_AFTER_MS = 300
const HIDE_AFTER_MS = 150

/**
 * Shows `tip` while `anchor` is hovered or focused by keyboard. Escape hides it, the pointer may move onto it, and a
 * tap shows it where the tap itself does nothing. Returns the undoing.
 */
export function attachTip(tip: HTMLElement, anchor: HTMLElement): () => void {
  const life = new AbortController()
  let shown: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isPointedAt = false

  const isElsewhere = ({ target }: Event) =>
    target instanceof Node && !anchor.contains(target) && !tip.contains(target)
  const later = (act: () => void, ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }
  const hide = () => {
    clearTimeout(timer)
    if (!shown) return
    shown.abort()
    shown = undefined
    if (tip.isConnected) tip.hidePopover?.()
  }
  const show = () => {
    clearTimeout(timer)
    if (shown) return
    shown = new AbortController()
    tip.showPopover?.()
    moveTo(tip, anchor)
    const options = { capture: true, signal: shown.signal }
    document.addEventListener('scroll', hide, options)
    // A press elsewhere, or leaving the page, means that it was read.
    document.addEventListener('pointerdown', (event) => isElsewhere(event) && hide(), options)
    document.addEventListener('click', (event) => isElsewhere(event) && hide(), options)
    window.addEventListener('popstate', hide, options)
    // Taken before anyone else sees it: a dialog underneath stays open.
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        hide()
      },
      options,
    )
  }

  const on = <E extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: E,
    act: (event: HTMLElementEventMap[E]) => void,
  ) => target.addEventListener(type, act, { signal: life.signal })
  // Not by entering: a page that appears under a resting pointer is entered without a move.
  on(anchor, 'pointermove', ({ pointerType }) => {
    if (pointerType !== 'mouse' || isPointedAt) return
    isPointedAt = true
    later(show, SHOW_AFTER_MS)
  })
  on(anchor, 'pointerleave', () => {
    isPointedAt = false
    later(hide, HIDE_AFTER_MS)
  })
  on(tip, 'pointerenter', () => clearTimeout(timer))
  on(tip, 'pointerleave', () => later(hide, HIDE_AFTER_MS))
  on(anchor, 'focus', () => anchor.matches(':focus-visible') && show())
  on(anchor, 'blur', hide)
  on(anchor, 'click', () => (anchor.getAttribute('aria-disabled') === 'true' ? show() : hide()))

  return () => {
    hide()
    life.abort()
  }
}

function moveTo(tip: HTMLElement, anchor: HTMLElement): void {
  const screen = { width: window.innerWidth, height: window.innerHeight }
  const { left, top } = placeTip(anchor.getBoundingClientRect(), tip.getBoundingClientRect(), screen)
  tip.style.left = `${left}px`
  tip.style.top = `${top}px`
}
