import { open } from 'node:fs/promises'
import { tryReadLater } from './try-read.ts'

/**
 * The command line of a process, its program first; empty where it has ended or may not be seen. A longer one than 128 KiB is
 * cut. Asynchronous: the kernel lets this wait for a process that is stuck.
 */
export async function readArguments(pid: number): Promise<string[]> {
  const file = await tryReadLater(open(`/proc/${pid}/cmdline`))
  if (file === undefined) return []
  try {
    const buffer = Buffer.alloc(longestArguments)
    let length = 0
    for (let read = 1; read > 0 && length < buffer.length; length += read) {
      read = (await tryReadLater(file.read(buffer, length)))?.bytesRead ?? 0
    }
    // Each argument ends with a zero.
    const text = buffer.toString('utf8', 0, length)
    return text === '' ? [] : text.replace(/\0$/, '').split('\0')
  } finally {
    await file.close()
  }
}

const longestArguments = 128 * 1024
