import { isIPv6 } from 'node:net'
import { abstractPath } from './abstract-name.ts'
import { type Address, AddressError, type NamedAddress } from './address.ts'
import { isWildcard } from './host-names.ts'
import { beforeOptions, isOn, type OptionList, parseOptionList } from './option-list.ts'
import { addressInQemuOptions } from './qemu-options.ts'
import { longestSocketPath } from './socket-path.ts'
import { isTight, whyNotSpoken } from './spoken-options.ts'

/**
 * Reads an ADDRESS or NAME=ADDRESS argument. An address may be the argument of QEMU's `-qmp` or `-chardev`, options and
 * all, or these options themselves.
 * @throws AddressError for what is neither, with what would be right
 */
export function parseTarget(argument: string): NamedAddress {
  const name = /^([A-Za-z0-9][\w .-]*)=/.exec(argument)?.[1]
  if (name === undefined) return { address: parseAddress(argument) }
  const address = argument.slice(name.length + 1)
  if (address === '')
    throw notAnAddress(argument, `one must follow the name, as in ${name}=tcp:localhost:4444`)
  return { address: parseAddress(address), name: name.trim() }
}

function parseAddress(given: string): Address {
  const text = addressInQemuOptions(given) ?? given
  if (/^socket(,|$)|^\{/.test(text)) return parseChardev(text)
  const { value, options: rest } = beforeOptions(text.replace(/^mon:/, ''))
  if (value === 'demo') return { kind: 'demo' }
  const [, scheme, at = ''] = /^(tcp|telnet|unix|demo):(.*)$/s.exec(value) ?? []
  if (scheme === 'demo') return { kind: 'demo', scenario: at }
  checkBackend(value, text)
  const options = parseOptionList(rest)
  checkSpoken(options, text)
  if (scheme === 'unix') return parsePath(at, options, text)
  if (scheme === undefined && value.includes('/')) return parsePath(value, options, text)
  return parseHostAndPort(scheme === undefined ? value : at, options, text)
}

/** The argument of `-chardev`: unlike with `-qmp`, its options say where it is. */
function parseChardev(text: string): Address {
  const options = parseOptionList(text, 'backend')
  const backend = options.get('backend') ?? options.get('type') ?? ''
  if (backend !== 'socket') throw elsewhere(text)
  checkSpoken(options, text)
  // Only as JSON it is a server by itself.
  if (!options.has('server') && !text.startsWith('{'))
    throw unusable(
      text,
      'without server=on QEMU connects to a server instead of being one: start it with server=on,wait=off',
    )
  const path = options.get('path')
  if (path !== undefined) return parsePath(path, options, text)
  const [host = '', port = ''] = [options.get('host'), options.get('port')]
  return parseHostAndPort(`${isIPv6(host) ? `[${host}]` : host}:${port}`, options, text)
}

/** @throws AddressError for a backend of QEMU's that is no TCP or Unix socket */
function checkBackend(value: string, text: string): void {
  if (/^\w+:\/\//.test(value) || otherSchemes.test(value) || otherBackends.has(value)) throw elsewhere(text)
}

/** What else `-qmp` takes before a colon; a host of such a name is reached as `tcp:NAME:PORT`. */
const otherSchemes = /^(chardev|con|fd|file|pipe|pty|serial|tn3270|udp|vc|vsock|websocket):/

/** What else `-qmp` and `-chardev` take alone. */
const otherBackends: ReadonlySet<string> = new Set(
  [
    'braille',
    'console',
    'dbus',
    'file',
    'hub',
    'memory',
    'msmouse',
    'mux',
    'none',
    'null',
    'parallel',
    'parport',
    'pipe',
  ]
    .concat([
      'pty',
      'qemu-vdagent',
      'ringbuf',
      'serial',
      'spiceport',
      'spicevmc',
      'stdio',
      'testdev',
      'tty',
      'udp',
      'vc',
    ])
    .concat(['vsock', 'wctablet']),
)

function checkSpoken(options: OptionList, text: string): void {
  const why = whyNotSpoken(options)
  if (why !== undefined) throw unusable(text, why)
}

function parsePath(path: string, options: OptionList, text: string): Address {
  if (path === '') throw notAnAddress(text, 'give the path of the socket, as in unix:/run/vm1.qmp')
  if (path.includes('\0')) throw notAnAddress(text, forms)
  const bytes = Buffer.byteLength(path)
  if (bytes > longestSocketPath) {
    throw notAnAddress(
      text,
      `the path of a Unix socket has at most ${longestSocketPath} bytes on this system, and this one ${bytes}`,
    )
  }
  if (isOn(options, 'abstract')) return { kind: 'unix', path: abstractPath(path, isTight(options)) }
  if (/[*?]/.test(path))
    throw notAnAddress(
      text,
      'no file has matched the pattern, so the shell has left it: give the path of a socket',
    )
  if (path.startsWith('~/'))
    throw notAnAddress(text, `the shell has left the ~: write "$HOME${path.slice(1)}", or the whole path`)
  return { kind: 'unix', path }
}

function parseHostAndPort(given: string, options: OptionList, text: string): Address {
  // The port alone, as one may call it by.
  const rest = /^\d{1,5}$/.test(given) ? `localhost:${given}` : given
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^\s:[\]/]*)):(\d+)$/.exec(rest) ?? []
  if (digits === undefined || (bracketed !== undefined && !isIPv6(bracketed)))
    throw notHostAndPort(rest, text)
  const port = Number(digits)
  if (!(port >= 1 && port <= 65535)) throw notAnAddress(text, 'a port is a number from 1 to 65535')
  return { kind: 'tcp', host: hostToDial(bracketed ?? plain ?? '', options), port }
}

/** One cannot connect to a wildcard. QEMU listens there for one kind of IP alone where `ipv4` and `ipv6` say so. */
function hostToDial(host: string, options: OptionList): string {
  if (!isWildcard(host)) return host
  const isOff = options.has('ipv4') && !isOn(options, 'ipv4')
  const isOnlyIPv6 = isOff || (isOn(options, 'ipv6') && !isOn(options, 'ipv4'))
  return isOnlyIPv6 ? '::1' : '127.0.0.1'
}

const forms = 'give tcp:HOST:PORT, HOST:PORT, unix:PATH, a path with a / in it, or demo'

/** What was probably meant by what is no host and port. */
function notHostAndPort(rest: string, text: string): AddressError {
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(rest) ?? []
  if (isIPv6(host)) return notAnAddress(text, `did you mean tcp:[${host}]:${port}?`)
  const bare = rest.replace(/^\[(.*)\]$/, '$1').replace(/:$/, '')
  if (isIPv6(bare)) return notAnAddress(text, `the port is missing, as in tcp:[${bare}]:4444`)
  if (/^(tcp|telnet):/.test(text) && /^[\w.-]+$/.test(bare)) {
    return notAnAddress(text, `the port is missing, as in tcp:${bare}:4444`)
  }
  const abstract = /^@([\w.-]+)$/.exec(rest)?.[1]
  if (abstract !== undefined) return notAnAddress(text, `did you mean unix:${abstract},abstract=on?`)
  return notAnAddress(text, forms)
}

function elsewhere(text: string): AddressError {
  return notAnAddress(text, `QMP is reached over TCP or a Unix socket here: ${forms}`)
}

/** `what` says what is right. */
function notAnAddress(text: string, what: string): AddressError {
  return new AddressError(`${quoted(text)} is no address: ${what}`)
}

/** It is an address of QEMU's, but not one for the dashboard; `why` says what is right. */
function unusable(text: string, why: string): AddressError {
  return new AddressError(`${quoted(text)} cannot be used: ${why}`)
}

/** Up to a length that leaves it readable. */
function quoted(text: string): string {
  return `"${text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text}"`
}

const longestQuote = 80
