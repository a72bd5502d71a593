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

/** A protocol of QEMU's that is no URL: what stands behind it has a grammar of its own, slashes and all. */
const protocol = /^(?!file:|host_device:|host_cdrom:)[a-z][a-z0-9+.-]*:(?!\/\/)/i

const url = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * The last part of a path or URL, or all of it where there is none: `disk.qcow2`, `null-co://`, `rbd:pool/disk`.
 * Hardly any directory ends in `<`, so that `</` is taken for a part of a name.
 */
export function baseName(path: string): string {
  if (protocol.test(path)) return path
  const named = url.test(path) ? path.replace(/[?#].*$/, '') : path
  const last = named.split(/(?<!<)\//).at(-1)
  return last || path
}

/** What to call an image: by its file, or, where no file name describes it, by its node or its format. */
export function imageName(
  path: string,
  { node, format }: { node?: string | undefined; format?: string | undefined },
): string {
  return path.startsWith('json:') ? (node ?? format ?? 'unnamed') : baseName(path)
}
