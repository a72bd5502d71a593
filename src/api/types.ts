/** What the bridge and the page say to each other over HTTP, beside QMP. Both sides import this. */

/** May act (`operator`), or only look (`viewer`). */
export type Role = 'operator' | 'viewer'

/** How a VM came into the list. */
export type VmSource = 'argument' | 'discovered' | 'added' | 'demo'

/** State of the link between bridge and QEMU; the VM's own run state is asked by QMP. */
export type LinkState = 'idle' | 'connected' | 'unreachable' | 'busy'

export interface Vm {
  id: string
  name: string
  /** Operators only. */
  address?: string
  source: VmSource
  role: Role
  /** Number of pages that look at it now. */
  viewers: number
  state: LinkState
  /** Why, for a person, where `state` needs it. */
  detail?: string
}

/** `GET /api/vms` */
export interface VmList {
  role: Role
  vms: Vm[]
}

/** `GET /api/vms/ID/process`: the QEMU process on the bridge's host that owns the VM's socket. */
export interface VmProcess {
  pid: number
  /** Start of the process, milliseconds since 1970. */
  startTime: number
  /** CPU time since the start, in seconds. */
  cpuSeconds: number
  /** CPU time since the start by thread id, in seconds. */
  threads: Record<string, number>
  /** Resident memory, in bytes. */
  residentBytes: number
  /** Number of CPUs of the host. */
  hostCpus: number
}

/** Body of every HTTP answer of 400 and above under `/api`. */
export interface ApiError {
  error: { code: string; message: string }
}
