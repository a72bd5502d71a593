/** 2^53, up to which a double holds every integer, has sixteen digits. */
const digitsAtLeast = 16

/**
 * Whether sixteen digits in a row stand where a number can: only then may there be an integer that a double does not
 * hold. Such a row covers one of any sixteen places, so one in sixteen is looked at first.
 */
export function mayHoldLongInteger(text: string): boolean {
  for (let at = digitsAtLeast - 1; at < text.length; at += digitsAtLeast) {
    if (!isDigit(text.charCodeAt(at))) continue
    let first = at
    while (isDigit(text.charCodeAt(first - 1))) first--
    while (isDigit(text.charCodeAt(at))) at++
    if (at - first >= digitsAtLeast && canPrecedeNumber(text.charCodeAt(first - 1))) return true
  }
  return false
}

function isDigit(char: number): boolean {
  return char >= 0x30 && char <= 0x39
}

/** Nothing at all, white space, or one of `-:,[`. */
function canPrecedeNumber(char: number): boolean {
  return (
    Number.isNaN(char) || char <= 0x20 || char === 0x2d || char === 0x3a || char === 0x2c || char === 0x5b
  )
}
