import type { SchemaIndex } from './schema-index.ts'

/** Reasons to be careful with a command, event, member or value (I-08, C-13). */
export type Mark = 'deprecated' | 'unstable' | 'downstream'

interface Marked {
  name: string
  features?: readonly string[]
}

/**
 * The marks of something by its features and its name. The feature tells what is unstable, whatever the name; only
 * schemas older than that feature leave the prefix `x-`. A name like `__com.redhat_x` is of one vendor alone.
 */
export function marksOf(schema: SchemaIndex, { name, features = [] }: Marked): Mark[] {
  const marks: Mark[] = []
  // What one QEMU calls deprecated may be the only way on another.
  if (features.includes('deprecated') && schema.borrowedFrom === undefined) marks.push('deprecated')
  if (schema.marksUnstable ? features.includes('unstable') : name.startsWith('x-')) marks.push('unstable')
  if (name.startsWith('__')) marks.push('downstream')
  return marks
}
