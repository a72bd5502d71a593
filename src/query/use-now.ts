import { useEffect, useState } from 'react'
import { useAppServices } from './app-services.ts'

/** The page's clock, in ms since 1970, read again every `every` ms for as long as the component is on screen. */
export function useNow(every: number): number {
  const { clock } = useAppServices()
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    let cancel = () => {}
    const tick = () => {
      setNow(clock.now())
      cancel = clock.after(every, tick)
    }
    tick()
    return () => cancel()
  }, [clock, every])
  return now
}
