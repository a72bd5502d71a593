/** What the bridge and the page say to each other over HTTP, beside QMP. Both sides import this. */

/** May act (`operator`), or only look (`viewer`). */
export type Role = 'operator' | 'viewer'

/** How a VM came into the list. */
export type VmSource = 'argument' | 'discovered' | 'added' | 'demo'

/** Member `__qmp-dashboard` of an error that the bridge made, not QEMU: what kind it is, for programs. */
export type BridgeMark = 'outcome-unknown' | 'read-only' | 'no-fd' | 'malformed'

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
  /** The QEMU process, where the bridge found the VM by it. Operators only. */
  pid?: number
  /** The VM's UUID as its command line gives it, where the bridge found the VM by its process. */
  uuid?: string
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

/** `POST /api/vms` */
export interface NewVm {
  /** An ADDRESS as on the command line. */
  address: string
  name?: string
}

/** `GET /api/vms/ID/events?after=N`: what the bridge has seen on a VM, oldest first, from a bounded ring. */
export interface EventHistory {
  /** A new one means that numbers start over. */
  epoch: string
  /** Number of the oldest event that is kept; the number of the next one where none is. */
  first: number
  events: { seq: number; event: unknown }[]
  /** When nobody watched, oldest first: events of that time are unknown. */
  gaps: WatchGap[]
}

/** A time during which the bridge had no session with QEMU. */
export interface WatchGap {
  /** Number of the last event before it; 0 where there is none. */
  after: number
  /** Milliseconds since 1970. */
  from: number
  to: number
}

/** A message of `/api/activity`: what the bridge knows and QEMU does not say. */
export type Activity =
  /** A VM that came or changed; at the start, one for each there is. */
  { type: 'vm'; vm: Vm } | { type: 'vm-gone'; id: string } | { type: 'act'; act: Act }

/** A command that is not a query, by any viewer, with what came of it. */
export interface Act {
  /** ID of the VM. */
  vm: string
  command: string
  /** Secrets masked; operators only. */
  arguments?: unknown
  /** The command's id as its viewer chose it, as JSON text: a page knows its own by it. */
  id?: string
  role: Role
  /** `unknown` where QEMU was gone before it answered. */
  outcome: ActOutcome
  /** QEMU's refusal. */
  error?: { class: string; desc: string }
  /** When the outcome was known, milliseconds since 1970. */
  time: number
  /** How many are told as one: of many that the bridge refused, the last. One where it is left out. */
  times?: number
}

export type ActOutcome = 'done' | 'refused' | 'unknown'

/** Body of every HTTP answer of 400 and above under `/api`. */
export interface ApiError {
  error: { code: string; message: string }
}
