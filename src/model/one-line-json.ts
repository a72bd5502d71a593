/**
 * JSON on one line, with blanks at which it may be broken. Integers beyond 2^53 keep their digits; what JSON lacks is
 * null, and a member that is undefined is left out.
 */
export function oneLineJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(oneLineJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${oneLineJson(member)}`).join(', ')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
