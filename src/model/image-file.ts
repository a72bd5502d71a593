import { text } from './answer.ts'

/** Follows `file` of a `json:` file name down to what names a file. */
function innermostFileName(node: unknown, depth = 0): string | undefined {
  if (typeof node !== 'object' || node === null || depth > 20) return undefined
  const options: Readonly<Record<string, unknown>> = { ...node }
  return (
    text(options['filename']) ??
    text(options['file.filename']) ??
    innermostFileName(options['file'], depth + 1)
  )
}

function fileInJson(filename: string): string | undefined {
  try {
    return innermostFileName(JSON.parse(filename.slice('json:'.length)))
  } catch {
    return undefined
  }
}

/** The file behind QEMU's name for an image, which for a node with options of its own is `json:{…}`. */
export function imagePath(filename: string): string {
  return (filename.startsWith('json:') ? fileInJson(filename) : undefined) ?? filename
}

/** The last part of a path or URL, or all of it where there is none: `disk.qcow2`, `null-co://`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path
}
