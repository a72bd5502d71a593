import { commandLineOf } from './command-line.ts'

/** What the command line says of a network backend. */
export interface Netdev {
  /** Its id, as a card names it; undefined for one that QEMU names itself. */
  readonly id: string | undefined
  /** `user`, `tap`, `bridge` … */
  readonly type: string
  /** Where it leads: an interface of the host, an address; undefined where nothing says. */
  readonly target: string | undefined
  readonly forwards: readonly PortForward[]
}

/** A port of QEMU's host that leads to one of the guest. */
export interface PortForward {
  readonly protocol: 'tcp' | 'udp'
  /** Where it listens; empty for all addresses of the host. */
  readonly host: string
  readonly port: number
  /** Undefined for the first address that the guest got. */
  readonly guestHost: string | undefined
  readonly guestPort: number
}

/** `[tcp|udp]:[hostaddr]:hostport-[guestaddr]:guestport` */
const forwardForm = /^(tcp|udp)?:(\[[^\]]*\]|[^:]*):(\d+)-(\[[^\]]*\]|[^:]*):(\d+)$/

function portForward(value: string): PortForward[] {
  const found = forwardForm.exec(value)
  if (!found) return []
  const [, protocol, host = '', port, guestHost, guestPort] = found
  return [
    {
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
      host,
      port: Number(port),
      guestHost: guestHost || undefined,
      guestPort: Number(guestPort),
    },
  ]
}

/** An option's value as QEMU reads it: the first word has no key, and two commas are one in a value. */
function keysOf(value: string): [string, string][] {
  const words = value.replaceAll(',,', '\0').split(',')
  return words.map((word, index) => {
    const text = word.replaceAll('\0', ',')
    const equals = text.indexOf('=')
    if (equals < 0) return index === 0 ? ['type', text] : [text, 'on']
    return [text.slice(0, equals), text.slice(equals + 1)]
  })
}

/** The members of the JSON form, which lists its forwards as `{"str": …}`. */
function membersOf(json: string): [string, string][] {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]): [string, string][] => {
    const all: unknown[] = Array.isArray(member) ? member : [member]
    return all.flatMap((one): [string, string][] => {
      const text: unknown = typeof one === 'object' && one !== null && 'str' in one ? one.str : one
      return typeof text === 'object' ? [] : [[key, String(text)]]
    })
  })
}

/** What says where a backend leads, by the names that QEMU's options have. */
const targetKeys = [
  'ifname',
  'br',
  'connect',
  'listen',
  'mcast',
  'path',
  'chardev',
  'vhostdev',
  'sock',
  'addr.path',
]

function netdevOf(value: string): Netdev | undefined {
  const pairs = value.startsWith('{') ? membersOf(value) : keysOf(value)
  const first = new Map([...pairs].reverse())
  const type = first.get('type')
  if (type === undefined) return undefined
  const key = targetKeys.find((name) => first.has(name))
  return {
    id: first.get('id') || undefined,
    type,
    target: key && first.get(key),
    forwards: pairs.flatMap(([name, text]) => (name === 'hostfwd' ? portForward(text) : [])),
  }
}

/** The network backends of a command line: those with an id, and those that QEMU names by their number. */
export interface Netdevs {
  readonly named: ReadonlyMap<string, Netdev>
  /** In the order in which QEMU gives them names such as `#net024`. */
  readonly unnamed: readonly Netdev[]
  /** Those of `-net`, which share a hub. */
  readonly hubbed: readonly Netdev[]
}

/**
 * The network backends that `-netdev`, `-nic` and `-net` of a command line make. What a monitor has added or changed since
 * is not among them.
 */
export function netdevsOf(args: readonly string[]): Netdevs {
  const { options } = commandLineOf(args)
  const all = (name: string) =>
    options.flatMap(({ option, value }) =>
      option.replace(/^--?/, '') === name && value !== undefined ? (netdevOf(value) ?? []) : [],
    )
  const nics = all('nic').filter(({ type }) => type !== 'none')
  const hubbed = all('net').filter(({ type }) => type !== 'none')
  const named = [...all('netdev'), ...nics].flatMap((netdev): [string, Netdev][] =>
    netdev.id === undefined ? [] : [[netdev.id, netdev]],
  )
  return {
    named: new Map(named),
    unnamed: [...nics, ...hubbed].filter(({ id }) => id === undefined),
    hubbed: hubbed.filter(({ type }) => type !== 'nic'),
  }
}

/**
 * What is behind the backend that a card names.
 *
 * QEMU calls a backend without an id `#net`, its number, and two random digits; `hub0port1` is a port of the hub
 * that joins all that `-net` makes.
 *
 * @returns undefined where the command line does not say it; several where a hub joins them
 */
export function backendsOf(name: string, { named, unnamed, hubbed }: Netdevs): readonly Netdev[] | undefined {
  const known = named.get(name)
  if (known) return [known]
  const number = /^#net(\d+)\d\d$/.exec(name)?.[1]
  const numbered = number === undefined ? undefined : unnamed[Number(number)]
  if (numbered) return [numbered]
  return /^hub0port\d+$/.test(name) && hubbed.length > 0 ? hubbed : undefined
}

const everywhere = new Set(['', '0.0.0.0', '[::]', '::'])

/** `127.0.0.1:2222 → guest 22`; `*:53 → guest 10.0.2.20:53 (UDP)`. */
export function forwardWords({ protocol, host, port, guestHost, guestPort }: PortForward): string {
  const from = `${everywhere.has(host) ? '*' : host}:${port === 0 ? '(a free port)' : port}`
  const to = guestHost === undefined ? `${guestPort}` : `${guestHost}:${guestPort}`
  return `${from} → guest ${to}${protocol === 'udp' ? ' (UDP)' : ''}`
}

const sshPort = 22

/** How to log in through a forward, on QEMU's host: `ssh -p 2222 127.0.0.1`; undefined for another service. */
export function sshCommand({ protocol, host, port, guestPort }: PortForward): string | undefined {
  if (protocol !== 'tcp' || guestPort !== sshPort || port === 0) return undefined
  const address = everywhere.has(host) ? 'localhost' : host.replace(/^\[(.*)\]$/, '$1')
  return /^[\w.:-]+$/.test(address) && !address.startsWith('-') ? `ssh -p ${port} ${address}` : undefined
}
