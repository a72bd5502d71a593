import type { EventName, ReadName } from '#qapi/types.ts'

/** Which answers an event makes stale; `ignored` says that this was considered and there are none. */
export type Stale = readonly ReadName[] | 'ignored'

const runState = ['query-status'] as const
const blockJobs = ['query-jobs', 'query-block-jobs'] as const
const blockGraph = ['query-block', 'query-named-block-nodes', 'query-blockstats'] as const
const vnc = ['query-vnc', 'query-vnc-servers'] as const
const qom = ['qom-list', 'qom-get'] as const
/** What a device changes that comes or goes. */
export const hotplug = [
  'query-pci',
  'query-block',
  'query-blockstats',
  'query-named-block-nodes',
  'query-chardev',
  'query-rx-filter',
  'query-cpus-fast',
  'query-hotpluggable-cpus',
  'query-memory-devices',
  'query-memory-size-summary',
  'query-memdev',
  'query-balloon',
  ...qom,
] as const

/** Total over all known events: a new one does not compile until it is decided on. */
export const staleByEvent: Readonly<Record<EventName, Stale>> = {
  SHUTDOWN: runState,
  POWERDOWN: 'ignored',
  RESET: [...runState, 'query-cpus-fast', 'query-block', 'query-pci', 'query-memory-devices', 'qom-get'],
  STOP: [...runState, 'query-block'],
  RESUME: [...runState, 'query-block', 'query-block-jobs'],
  SUSPEND: runState,
  SUSPEND_DISK: runState,
  WAKEUP: runState,
  WATCHDOG: runState,
  GUEST_PANICKED: runState,
  GUEST_CRASHLOADED: 'ignored',
  GUEST_PVSHUTDOWN: runState,
  MEMORY_FAILURE: 'ignored',
  DEBUG: runState,

  BLOCK_IO_ERROR: [...runState, 'query-block', 'query-blockstats'],
  BLOCK_IMAGE_CORRUPTED: blockGraph,
  BLOCK_WRITE_THRESHOLD: ['query-named-block-nodes', 'query-block'],
  BLOCK_EXPORT_DELETED: ['query-block-exports'],
  DEVICE_TRAY_MOVED: ['query-block'],
  PR_MANAGER_STATUS_CHANGED: ['query-pr-managers'],
  QUORUM_FAILURE: ['query-blockstats'],
  QUORUM_REPORT_BAD: ['query-blockstats'],

  JOB_STATUS_CHANGE: [...blockJobs, ...blockGraph],
  BLOCK_JOB_COMPLETED: [...blockJobs, ...blockGraph],
  BLOCK_JOB_CANCELLED: [...blockJobs, ...blockGraph],
  BLOCK_JOB_ERROR: [...blockJobs, ...runState],
  BLOCK_JOB_READY: blockJobs,
  BLOCK_JOB_PENDING: blockJobs,

  DEVICE_DELETED: hotplug,
  DEVICE_UNPLUG_GUEST_ERROR: ['query-pci'],
  MEM_UNPLUG_ERROR: ['query-memory-devices'],
  ACPI_DEVICE_OST: [
    'query-acpi-ospm-status',
    'query-memory-devices',
    'query-memory-size-summary',
    'query-balloon',
    'query-hotpluggable-cpus',
    'query-cpus-fast',
  ],
  UNPLUG_PRIMARY: ['query-pci', 'query-migrate'],
  VFU_CLIENT_HANGUP: ['query-pci'],

  BALLOON_CHANGE: ['query-balloon', 'qom-get'],
  HV_BALLOON_STATUS_REPORT: ['query-hv-balloon-status-report'],
  MEMORY_DEVICE_SIZE_CHANGE: ['query-memory-devices', 'query-memory-size-summary'],

  // The event comes once, until query-rx-filter is asked again (V-09).
  NIC_RX_FILTER_CHANGED: ['query-rx-filter'],
  FAILOVER_NEGOTIATED: ['query-pci', 'query-rx-filter'],
  NETDEV_STREAM_CONNECTED: 'ignored',
  NETDEV_STREAM_DISCONNECTED: 'ignored',
  NETDEV_VHOST_USER_CONNECTED: ['query-chardev'],
  NETDEV_VHOST_USER_DISCONNECTED: ['query-chardev'],
  RDMA_GID_STATUS_CHANGED: 'ignored',

  MIGRATION: ['query-migrate', ...runState],
  MIGRATION_PASS: ['query-migrate'],
  VFIO_MIGRATION: ['query-migrate'],
  COLO_EXIT: ['query-colo-status', ...runState],
  DUMP_COMPLETED: ['query-dump', ...runState],

  VNC_CONNECTED: vnc,
  VNC_INITIALIZED: vnc,
  VNC_DISCONNECTED: vnc,
  SPICE_CONNECTED: ['query-spice'],
  SPICE_INITIALIZED: ['query-spice'],
  SPICE_DISCONNECTED: ['query-spice'],
  SPICE_MIGRATE_COMPLETED: ['query-spice', 'query-migrate'],
  VSERPORT_CHANGE: ['query-chardev'],
  RTC_CHANGE: 'ignored',

  CPU_POLARIZATION_CHANGE: ['query-s390x-cpu-polarization'],
  SCLP_CPI_INFO_AVAILABLE: qom,
  COMMAND_DROPPED: 'ignored',
}
