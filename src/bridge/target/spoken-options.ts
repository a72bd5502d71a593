import { whyNotAbstract } from './abstract-name.ts'
import { isOn, type OptionList } from './option-list.ts'

/**
 * What of a socket's options in QEMU makes it one that the dashboard cannot connect to or speak with, and what would be
 * right; undefined where there is none. Options that change nothing on the wire (`wait`, `nodelay`, `mux`, `logfile`,
 * `telnet`, whose options are recognised) are passed over.
 */
export function whyNotSpoken(options: OptionList): string | undefined {
  const websocket = isOn(options, 'websocket')
  if (websocket)
    return `websocket=on makes QEMU speak WebSocket, over which its QMP does not answer: ${leaveOut}`
  if (isOn(options, 'tn3270')) return `tn3270=on makes QEMU speak TN3270: ${leaveOut}`
  const tls = ['tls-creds', 'tls-authz'].find((name) => options.has(name))
  if (tls !== undefined) {
    return `${tls} makes QEMU speak TLS, which the dashboard does not: ${leaveOut}, and use an SSH tunnel between hosts`
  }
  return whyNotListening(options) ?? whyNotKnown(options)
}

const leaveOut = 'start QEMU without that option'

/** QEMU calls out, or nobody knows where it listens. */
function whyNotListening(options: OptionList): string | undefined {
  const reconnect = ['reconnect', 'reconnect-ms'].find((name) => options.has(name))
  if (reconnect !== undefined) {
    return `${reconnect}=${options.get(reconnect)} is for a QEMU that connects to a server: ${listen} instead`
  }
  if (options.has('server') && !isOn(options, 'server'))
    return `with server=off QEMU connects to a server instead of being one: ${listen}`
  return undefined
}

const listen = 'start it with server=on,wait=off'

function whyNotKnown(options: OptionList): string | undefined {
  const fd = options.get('fd')
  if (fd !== undefined) {
    return `fd=${fd} is a socket that was opened for QEMU: give the path or the port on which that listens`
  }
  if (options.has('cid')) return 'vsock is for guests: give QEMU a TCP or Unix socket'
  const to = options.get('to')
  if (to !== undefined)
    return `with to=${to} QEMU takes the first free port up to that: give the one it has, without to`
  return isOn(options, 'abstract') ? whyNotAbstract(isTight(options)) : undefined
}

/** Unless told otherwise, the name of an abstract socket ends where it ends. */
export function isTight(options: OptionList): boolean {
  return !options.has('tight') || isOn(options, 'tight')
}
