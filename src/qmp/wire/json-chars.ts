/** The characters that give JSON its structure. All are ASCII: these are their codes in text and in UTF-8 alike. */
export const quote = 0x22
export const comma = 0x2c
export const colon = 0x3a
export const openBracket = 0x5b
export const backslash = 0x5c
export const closeBracket = 0x5d
export const openBrace = 0x7b
export const closeBrace = 0x7d

/** White space between JSON tokens; there is no other. */
export function isBlank(char: number | undefined): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09
}
