import type { Ask } from './ask.ts'
import { outOfReach, StreamRefusal } from './stream-refusal.ts'

/**
 * Searches for a stream, for so many milliseconds at most. What is asked for it ends with it: a stopped QEMU never
 * answers.
 * @throws StreamRefusal
 */
export async function search<T>(ask: Ask, find: (ask: Ask) => Promise<T>, ms: number): Promise<T> {
  const end = new AbortController()
  const { signal } = end
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const late = outOfReach('no-answer', 'QEMU does not say where this stream is: no answer.')
  const timer = setTimeout(() => end.abort(late), ms)
  try {
    return await Promise.race([ended, find((command, args) => ask(command, args, signal))])
  } catch (error) {
    throw error instanceof StreamRefusal
      ? error
      : outOfReach('no-answer', 'QEMU cannot be asked where this stream is.')
  } finally {
    clearTimeout(timer)
  }
}
