/**
 * Where integers beyond 2^53 have been met, or can be by their meaning (addresses, masks, 64-bit counters,
 * "no limit"). These become `number | bigint`, all other integers `number`.
 *
 * A path starts at a command's arguments or return, or at an event's data, and names members; arrays and
 * variants are walked through by themselves. A path that leads nowhere stops the generator.
 */
export const wideIntegers: readonly string[] = [
  'migrate-set-parameters/arguments/max-bandwidth',
  'migrate-set-parameters/arguments/avail-switchover-bandwidth',
  'migrate-set-parameters/arguments/max-postcopy-bandwidth',
  'query-migrate-parameters/return/max-bandwidth',
  'query-migrate-parameters/return/avail-switchover-bandwidth',
  'query-migrate-parameters/return/max-postcopy-bandwidth',
  'GUEST_PANICKED/data/info/arg1',
  'GUEST_PANICKED/data/info/arg2',
  'GUEST_PANICKED/data/info/arg3',
  'GUEST_PANICKED/data/info/arg4',
  'GUEST_PANICKED/data/info/arg5',
  'GUEST_PANICKED/data/info/psw-mask',
  'GUEST_PANICKED/data/info/psw-addr',
  'query-stats/return/stats/value',
  'query-memory-devices/return/data/addr',
  'query-memory-devices/return/data/memaddr',
  'query-rocker/return/id',
  'query-rocker-of-dpa-flows/return/cookie',
  'query-sev/return/snp-policy',
  'query-cpus/return/pc',
  'query-cpus/return/npc',
  'query-cpus/return/nip',
  'query-cpus/return/PC',
  'memsave/arguments/val',
  'pmemsave/arguments/val',
  'BLOCK_WRITE_THRESHOLD/data/amount-exceeded',
  'BLOCK_WRITE_THRESHOLD/data/write-threshold',
  'block-set-write-threshold/arguments/write-threshold',
  'query-blockstats/return/stats/rd_latency_histogram/boundaries',
  'query-blockstats/return/stats/rd_latency_histogram/bins',
  'block-latency-histogram-set/arguments/boundaries',
  'block-latency-histogram-set/arguments/boundaries-read',
  'block-latency-histogram-set/arguments/boundaries-write',
  'block-latency-histogram-set/arguments/boundaries-flush',
  'block-latency-histogram-set/arguments/boundaries-zap',
]
