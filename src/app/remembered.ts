import { useState } from 'react'

const prefix = 'qmp-dashboard.'

/** A setting of this browser. Storage may be blocked or hold rubbish: then it is the default. */
export function useRemembered(name: string, initial: number): [number, (value: number) => void]
export function useRemembered(name: string, initial: boolean): [boolean, (value: boolean) => void]
export function useRemembered<T extends number | boolean>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name, initial))
  return [
    value,
    (next) => {
      setValue(next)
      keptText(name).write(JSON.stringify(next))
    },
  ]
}

/** A text of this browser; where storage is blocked, none. */
export function keptText(name: string): { read(): string | undefined; write(text: string): void } {
  return {
    read: () => {
      try {
        return localStorage.getItem(prefix + name) ?? undefined
      } catch {
        return undefined
      }
    },
    write: (text) => {
      try {
        localStorage.setItem(prefix + name, text)
      } catch {
        // It is remembered for as long as the page is open.
      }
    },
  }
}

function read<T extends number | boolean>(name: string, initial: T): T {
  try {
    const stored: unknown = JSON.parse(keptText(name).read() ?? 'null')
    return typeof stored === typeof initial ? (stored as T) : initial
  } catch {
    return initial
  }
}
