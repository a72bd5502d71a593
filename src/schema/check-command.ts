import { nearestName } from './nearest-name.ts'
import { firstAvailable, replacements, type Wanted } from './replacements.ts'
import type { SchemaIndex } from './schema-index.ts'

/**
 * Why a command cannot be sent to this QEMU as it was typed, and what can instead; undefined where it can (C-12,
 * O-02).
 */
export function checkCommand(schema: SchemaIndex, name: string, outOfBand = false): string | undefined {
  if (schema.has(name)) {
    const refused = outOfBand && schema.command(name)?.['allow-oob'] !== true
    return refused ? `${name} does not run out of band` : undefined
  }
  const other = otherWay(schema, name)
  if (other !== undefined) return `this QEMU has no ${name}: ${other} does that`
  const nearest = nearestName(name, schema.commandNames)
  const advice = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  return `this QEMU has no command ${JSON.stringify(name.slice(0, 80))}${advice}`
}

/** A command that does the same where this one is gone, or not there yet. */
function otherWay(schema: SchemaIndex, name: string): string | undefined {
  const wanted = Object.keys(replacements) as Wanted[]
  const same = wanted.filter((one) => one === name || (replacements[one] as readonly string[]).includes(name))
  const found = same.flatMap((one) => firstAvailable((command) => schema.has(command), one) ?? [])
  return found.length === 0 ? undefined : [...new Set(found)].join(' or ')
}
