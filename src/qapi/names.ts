// Our names for parts of QEMU's answers. Generated types have names, too, but those follow the path on which
// they were met and may drift with the next recording; these do not.
import type { Return } from './types.ts'

export type SchemaInfo = Return<'query-qmp-schema'>[number]

export type Version = Return<'query-version'>
export type Status = Return<'query-status'>
export type RunState = NonNullable<Status['status']>

export type Cpu = Return<'query-cpus-fast'>[number]
export type HotpluggableCpu = Return<'query-hotpluggable-cpus'>[number]
export type MemoryDevice = Return<'query-memory-devices'>[number]
export type MemoryBackend = Return<'query-memdev'>[number]

export type BlockDevice = Return<'query-block'>[number]
export type BlockStats = Return<'query-blockstats'>[number]
export type BlockCounters = BlockStats['stats']
export type BlockNode = Return<'query-named-block-nodes'>[number]

export type PciBus = Return<'query-pci'>[number]
export type PciDevice = PciBus['devices'][number]
export type RxFilter = Return<'query-rx-filter'>[number]
export type Chardev = Return<'query-chardev'>[number]
export type QomProperty = Return<'qom-list'>[number]

export type Vnc = Return<'query-vnc'>
export type VncServer = Return<'query-vnc-servers'>[number]
export type VncClient = VncServer['clients'][number]
export type Spice = Return<'query-spice'>
