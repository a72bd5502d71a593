import type { ComponentType } from 'react'
import { type Later, lazyComponent } from '#ui/lazy-component.tsx'
import { Skeleton } from '#ui/skeleton.tsx'

/** The component of a panel that is not among the first on screen: its code is loaded when it is shown. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  return lazyComponent(load, <Skeleton lines={2} />)
}
