import type { ActName, ReadName } from '#qapi/types.ts'

const media = ['query-block', 'query-blockstats', 'query-named-block-nodes'] as const

/**
 * Which answers a command makes old where no event tells, or before one does. A command that is not listed makes
 * everything of its VM old: that costs a few questions, and is never wrong.
 */
export const staleByAct: Readonly<Partial<Record<ActName, readonly ReadName[]>>> = {
  stop: ['query-status'],
  cont: ['query-status', 'query-block'],
  system_reset: ['query-status'],
  system_powerdown: ['query-status'],
  system_wakeup: ['query-status'],
  'inject-nmi': ['query-status'],
  quit: [],
  balloon: ['query-balloon'],
  set_link: ['query-rx-filter', 'qom-get'],
  eject: media,
  change: media,
  'blockdev-open-tray': media,
  'blockdev-close-tray': media,
  'blockdev-change-medium': media,
  'qom-set': ['qom-get', 'qom-list'],
}
