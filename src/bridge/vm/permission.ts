import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import type { Request } from '../wire/request.ts'
import { type ErrorReply, generic } from './bridge-answers.ts'

/**
 * What is wrong with a request of this role, before QEMU hears of it; undefined where it may pass. It is decided on the
 * very text that QEMU gets, and there is one way to understand that.
 */
export function refusal(request: Request, role: Role, limits: Limits): ErrorReply | undefined {
  if (needsDescriptor.has(request.command)) return noDescriptor
  if (role === 'operator') return undefined
  if (mayRead(request))
    return (request.argumentsText ?? '').length > limits.viewerArgumentBytes ? tooLong : undefined
  return generic(
    `This session is read-only: ${request.command} would change the VM, or reveal what only operators may know.`,
    'read-only',
  )
}

/**
 * Commands that fail without a file descriptor beside them, which only a Unix socket can carry (L-13). `closefd` and `remove-fd`
 * need none: QEMU can answer them, and `remove-fd` may close what it was given at its start.
 */
const needsDescriptor: ReadonlySet<string> = new Set(['getfd', 'add-fd', 'add_client'])

const noDescriptor = generic(
  'This command needs a file descriptor, which cannot be passed through the dashboard: use a Unix socket on the host.',
  'no-fd',
)

/** QEMU takes seconds for a megabyte of arguments, during which nobody else is heard. No query needs so many. */
const tooLong = generic('This session is read-only: a query may have 4 KiB of arguments here.', 'read-only')

/** A name that ends at a NUL for an old QEMU might be another to the bridge. */
function holdsNul({ argumentsText = '' }: Request): boolean {
  return argumentsText.includes('\\u0000')
}

function mayRead(request: Request): boolean {
  const { command, oob, argumentsText } = request
  if (holdsNul(request)) return false
  if (command === 'qom-get') return isHarmless(propertyOf(argumentsText))
  if (alwaysReads.has(command)) return true
  // Out of band QEMU runs little, and of that only one command reads.
  if (oob) return command === 'query-yank'
  return /^query-[a-z0-9-]+$/.test(command) && !unstable.has(command)
}

const alwaysReads: ReadonlySet<string> = new Set(['qmp_capabilities', 'qom-list', 'qom-list-types'])

/** QEMU calls these unstable though their names do not begin with `x-`. */
const unstable: ReadonlySet<string> = new Set(['query-s390x-cpu-polarization'])

/**
 * Properties that hold no secret on any object; `qom-get` could read a secret object's data otherwise. They are what the
 * page's panels show.
 */
const harmlessProperties: ReadonlySet<unknown> = new Set([
  'guest-stats',
  'guest-stats-polling-interval',
  'type',
  'mac',
  'netdev',
  'limits',
  'serial',
  'bootindex',
  'werror',
  'rerror',
  'iothread',
  'parent_bus',
])

function isHarmless(property: unknown): boolean {
  return harmlessProperties.has(property)
}

function propertyOf(argumentsText: string | undefined): unknown {
  return (JSON.parse(argumentsText ?? '{}') as Record<string, unknown>)['property']
}
