import { readClosing } from './closing.ts'
import { anything, boolean, list, number, object, oneOf, type Read, record, text, variant } from './reader.ts'

// What the bridge and the page say to each other over HTTP, beside QMP: of each message the reader and its type.

const role = oneOf(['operator', 'viewer'])

/** May act (`operator`), or only look (`viewer`). */
export type Role = Read<typeof role>

/** Of an error that the bridge made, not QEMU, `{"__qmp-dashboard": {"code": …}}` says for programs why. */
export type RefusalCode = 'outcome-unknown' | 'read-only' | 'no-fd' | 'malformed'

/** One VM of the list. */
export const readListedVm = object(
  {
    id: text,
    name: text,
    /** How the VM came into the list. */
    source: oneOf(['argument', 'discovered', 'added', 'demo'], 'argument'),
    role,
    /** Number of pages that look at it now. */
    viewers: number,
    /** Of the link between bridge and QEMU; the VM's own run state is asked by QMP. */
    state: oneOf(['idle', 'connected', 'unreachable', 'busy'], 'idle'),
  },
  {
    /** Operators only. */
    address: text,
    /** Why `state` is `unreachable` or `busy`: what a session would be closed with. Fields for operators only. */
    why: readClosing,
    /** The same for a person. */
    detail: text,
    /** Its other QMP sockets, where discovery has found the process. Operators only. */
    otherAddresses: list(text),
    /** ID of another VM of the list that is the same QEMU, by another of its QMP sockets. */
    sameAs: text,
    /** The QEMU process, where discovery has found it. Operators only. */
    pid: number,
    /** The VM's UUID as its command line gives it, where discovery has found the process. Operators only. */
    uuid: text,
  },
)

export type ListedVm = Read<typeof readListedVm>
export type VmSource = ListedVm['source']
export type LinkState = ListedVm['state']

/** `GET /api/vms` */
export const readVmList = object({ role, vms: list(readListedVm) })
export type VmList = Read<typeof readVmList>

/** `POST /api/vms` */
export interface NewVm {
  /** An ADDRESS as on the command line. */
  address: string
  name?: string
}

const commandLine = list(text)

/**
 * `GET /api/vms/ID/process`: the QEMU process on the bridge's host, or what is known of it after its end. What the kernel does
 * not tell is left out.
 */
export const readVmProcess = object(
  {
    pid: number,
    /** The host's time when this was read, milliseconds since 1970. */
    now: number,
    /** CPU time since the start by thread id as QEMU has it, in seconds; empty after the end. */
    threads: record(number),
  },
  {
    /** Start of the process, milliseconds since 1970. */
    startTime: number,
    /** The process has ended: when the bridge noticed it, milliseconds since 1970. */
    ended: number,
    /** As in `/proc/PID/stat`: `R`, `S` or `D` runs or waits, `T` is stopped by a signal, `t` by a debugger. */
    state: text,
    /** CPU time since the start, in seconds. */
    cpuSeconds: number,
    /** Resident memory with huge pages, in bytes. */
    residentBytes: number,
    /** Thread ids of the bridge's host by QEMU's, where QEMU is in a PID namespace of its own. */
    hostThreads: record(number),
    /** Number of CPUs of the host. */
    hostCpus: number,
    /** Its arguments, the program first, secrets masked. Operators only. */
    commandLine,
    /** The QEMU that was here before. Operators only. */
    previous: object({ pid: number, commandLine }, { startTime: number, ended: number }),
  },
)
export type VmProcess = Read<typeof readVmProcess>

/** `GET /api/vms/ID/events?after=N`: what the bridge has seen on a VM, oldest first, from a bounded ring. */
export const readEventHistory = object({
  /** A new one means that numbers start over. */
  epoch: text,
  /** Number of the oldest event that is kept; the number of the next one where none is. */
  first: number,
  events: list(object({ seq: number, event: anything })),
  /** When nobody watched, oldest first: events of that time are unknown. */
  gaps: list(
    object(
      {
        /** Number of the last event before it; 0 where there is none. */
        after: number,
        /** Milliseconds since 1970. */
        from: number,
        to: number,
      },
      {
        /** QEMU closed the connection: what came after may be another QEMU. */
        byQemu: boolean,
      },
    ),
  ),
})
export type EventHistory = Read<typeof readEventHistory>
/** A time during which the bridge had no session with QEMU. */
export type WatchGap = EventHistory['gaps'][number]

/** A command that is not a query, by any viewer, with what came of it. */
const act = object(
  {
    /** ID of the VM. */
    vm: text,
    command: text,
    role,
    /** `unknown` where QEMU was gone before it answered. */
    outcome: oneOf(['done', 'refused', 'unknown']),
    /** When the outcome was known, milliseconds since 1970. */
    time: number,
  },
  {
    /** Secrets masked; operators only, but for `set_link`. */
    arguments: anything,
    /** The command's id as its viewer chose it, as JSON text: a page knows its own by it. */
    id: text,
    /** QEMU's refusal. */
    error: object({ class: text, desc: text }),
    /** How many refused acts this message stands for; it describes the last of them. Absent means one. */
    times: number,
    /** Grows from act to act over all VMs, for as long as the bridge runs. */
    seq: number,
    /** How long QEMU took, in milliseconds. */
    ms: number,
    /** Numbers of the last events that the bridge had seen when QEMU got the command, and when its outcome was known. */
    events: object({ before: number, last: number }),
  },
)
export type Act = Read<typeof act>
export type ActOutcome = Act['outcome']

/** A message of `/api/activity`: what the bridge knows and QEMU does not say. */
export const readActivity = variant('type', {
  /** A VM that came or changed; at the start, one for each there is. */
  vm: object({ vm: readListedVm }),
  'vm-gone': object({ id: text }),
  act: object({ act }),
  /** Once, at the start: those that are kept, oldest first. Another epoch means that their numbers start over. */
  acts: object({ epoch: text, acts: list(act) }),
})
export type Activity = Read<typeof readActivity>

/** Body of every HTTP answer of 400 and above under `/api`. */
export const readApiError = object({
  error: object(
    { code: text, message: text },
    {
      /** `already-there`: the VM that has the address. */
      id: text,
      /** `host-not-allowed`: what the command line would have to hold. */
      option: text,
      /** `no-process`: `simulated`, `not-linux`, `other-host`, `no-listener`, `other-user`, `in-doubt`, `not-qemu` or `unknown`. */
      why: text,
    },
  ),
})
export type ApiError = Read<typeof readApiError>
