/** The parts of an option's value by name; flags are `on` or `off`. */
export type OptionList = ReadonlyMap<string, string>

/**
 * Reads an option's value as QEMU does: parts after commas, two commas for one in a value, the first part
 * without its name, flags of old (`server`, `nowait`), or one JSON object.
 * @param firstName what the first part means where it has no name; without it that is a flag, too
 */
export function parseOptionList(text: string, firstName?: string): OptionList {
  if (text.startsWith('{')) return parseJson(text)
  const parts = text.match(/(?:[^,]|,,)+/g) ?? []
  return new Map(parts.map((part, index) => parsePart(part, index === 0 ? firstName : undefined)))
}

function parsePart(part: string, firstName: string | undefined): [name: string, value: string] {
  const equals = part.indexOf('=')
  if (equals >= 0) return [part.slice(0, equals), singleCommas(part.slice(equals + 1))]
  if (firstName !== undefined) return [firstName, singleCommas(part)]
  return part.startsWith('no') ? [part.slice(2), 'off'] : [part, 'on']
}

/** The value up to its first comma, with two commas for one: what stands before any named part. */
export function beforeOptions(text: string): { value: string; options: string } {
  const [value = ''] = /^(?:[^,]|,,)*/.exec(text) ?? []
  return { value: singleCommas(value), options: text.slice(value.length + 1) }
}

function singleCommas(text: string): string {
  return text.replaceAll(',,', ',')
}

function parseJson(text: string): OptionList {
  const found = new Map<string, string>()
  try {
    collect(JSON.parse(text), found, 0)
  } catch {
    // QEMU would not have started with it.
  }
  return found
}

/** Names are told apart well enough without those of the objects they are in. */
function collect(value: unknown, found: Map<string, string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > deepest) return
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'object') collect(member, found, depth + 1)
    else if (!found.has(name)) found.set(name, typeof member === 'boolean' ? onOff(member) : String(member))
  }
}

const deepest = 6

function onOff(value: boolean): string {
  return value ? 'on' : 'off'
}

/** Whether a flag is there and on, in any of QEMU's spellings. */
export function isOn(options: OptionList, name: string): boolean {
  return ['on', 'yes', 'true', 'y'].includes(options.get(name) ?? 'off')
}
