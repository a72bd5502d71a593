interface Size {
  width: number
  height: number
}

interface Box extends Size {
  left: number
  top: number
}

const GAP = 6
const MARGIN = 8

/** Where a tooltip goes: under its anchor and centred, above it where there is no room, always on the screen. */
export function placeTip(anchor: Box, tip: Size, screen: Size): { left: number; top: number } {
  const below = anchor.top + anchor.height + GAP
  const above = anchor.top - GAP - tip.height
  const fits = below + tip.height + MARGIN <= screen.height || above < MARGIN
  const centred = anchor.left + (anchor.width - tip.width) / 2
  const rightmost = screen.width - tip.width - MARGIN
  return { left: Math.max(MARGIN, Math.min(centred, rightmost)), top: fits ? below : above }
}
