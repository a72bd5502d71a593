import { completeLine } from './complete-line.ts'
import { completeRequest } from './complete-request.ts'
import type { Completion } from './completion.ts'
import type { SchemaIndex } from './schema-index.ts'

/** Longer texts are not typed, and not completed. */
const longestText = 65_536

/**
 * What may stand at the cursor of a half-typed command, best first. The text is either the JSON of a request,
 * `{"execute": "blo`, or a line of the QMP shell, `block_resize device=drive0 si`, where dots go into objects
 * (`file.driver=`) and values may be JSON. Offered are commands, the arguments that are not given yet (those of a
 * variant once its tag is there, wherever in the text), and the values of enums and booleans.
 * @param cursor an offset into the text, as of `selectionStart`
 */
export function completions(schema: SchemaIndex, text: string, cursor: number): Completion[] {
  if (text.length > longestText) return []
  const at = Math.max(0, Math.min(cursor, text.length))
  return /^\s*\{/.test(text) ? completeRequest(schema, text, at) : completeLine(schema, text, at)
}
