import { useEffect, useRef } from 'react'
import { useAppServices } from './app-services.ts'
import type { Poll } from './polls.ts'
import { hashKey } from './read-key.ts'

/** Keeps these answers young for as long as the component is on screen. */
export function usePolls(lane: string, polls: readonly Poll[]): void {
  const { polls: kept } = useAppServices()
  const latest = useRef(polls)
  latest.current = polls
  const which = polls.map(({ question, every }) => `${every} ${hashKey(question.queryKey)}`).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are new at each rendering; `which` says whether they differ
  useEffect(() => {
    const stops = latest.current.map((poll) => kept.keep(lane, poll))
    return () => {
      for (const stop of stops) stop()
    }
  }, [kept, lane, which])
}
