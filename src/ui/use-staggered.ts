import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

const waiting = new Set<() => void>()
let isNextSet = false

/**
 * Becomes true in a task of its own, one component after the other in the order in which they began to want it: what
 * is heavy together then leaves the page time to answer, and the first is there before the last. With `atOnce` it is
 * true from the first rendering on, where it is wanted by then.
 */
export function useStaggered(wanted: boolean, atOnce: boolean): boolean {
  const [had, setHad] = useState(wanted && atOnce)
  useEffect(() => {
    if (!wanted || had) return
    const take = () => setHad(true)
    waiting.add(take)
    setNext()
    return () => void waiting.delete(take)
  }, [wanted, had])
  return had
}

function setNext(): void {
  if (isNextSet || waiting.size === 0) return
  isNextSet = true
  setTimeout(next)
}

function next(): void {
  isNextSet = false
  const [take] = waiting
  if (!take) return
  waiting.delete(take)
  flushSync(take)
  setNext()
}
