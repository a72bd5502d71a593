import { abstractPath, whyNotAbstract } from '../target/abstract-name.ts'
import { beforeOptions, isOn, type OptionList, parseOptionList } from '../target/option-list.ts'
import { canBeSocketPath } from '../target/socket-path.ts'
import { isTight } from '../target/spoken-options.ts'

/** A QMP monitor as a command line describes it. */
export type QmpMonitor =
  /** The path as given: possibly relative to QEMU's working folder. */
  | { kind: 'unix'; path: string }
  /** The name with its zero bytes. */
  | { kind: 'abstract'; path: string }
  /** Of the host only the kernel knows what it became. */
  | { kind: 'tcp'; port: number }
  /** A listening socket that whoever started QEMU made and handed over. */
  | { kind: 'fd'; fd: number; byLibvirt: boolean }
  /** On nothing that one could connect to: standard input, a pipe, a socket that calls out. */
  | { kind: 'elsewhere' }

/** Reads what `-qmp` takes. `chardev:ID` is one of `-chardev`, found by `chardev`. */
export function parseDevice(
  text: string,
  chardev: (id: string) => OptionList | undefined,
): QmpMonitor | undefined {
  const [, scheme, rest = ''] = /^(tcp|telnet|unix|chardev):(.*)$/s.exec(text) ?? []
  switch (scheme) {
    case 'chardev':
      return monitorOn(chardev(rest))
    case 'unix':
      return monitorOn(new Map([socket, ...parseOptionList(rest, 'path')]))
    case 'tcp':
    case 'telnet': {
      const { value, options } = beforeOptions(rest)
      const port = value.slice(value.lastIndexOf(':') + 1)
      return monitorOn(new Map([socket, ...parseOptionList(options), ['port', port]]))
    }
    default:
      return { kind: 'elsewhere' }
  }
}

const socket = ['backend', 'socket'] as const

/** The monitor on a character device; undefined where the command line has no such device. */
export function monitorOn(chardev: OptionList | undefined): QmpMonitor | undefined {
  if (chardev === undefined) return undefined
  const backend = chardev.get('backend') ?? chardev.get('type')
  const plain = !isOn(chardev, 'websocket') && !chardev.has('tls-creds')
  if (backend !== 'socket' || !isOn(chardev, 'server') || !plain) return { kind: 'elsewhere' }
  return socketOf(chardev) ?? { kind: 'elsewhere' }
}

function socketOf(chardev: OptionList): QmpMonitor | undefined {
  const path = chardev.get('path')
  if (path !== undefined && !canBeSocketPath(path)) return undefined
  if (path !== undefined && isOn(chardev, 'abstract')) return abstract(path, isTight(chardev))
  if (path !== undefined) return { kind: 'unix', path }
  const fd = chardev.get('fd') ?? chardev.get('str')
  if (fd !== undefined) {
    const byLibvirt = chardev.get('id') === 'charmonitor'
    return /^\d{1,7}$/.test(fd) ? { kind: 'fd', fd: Number(fd), byLibvirt } : undefined
  }
  const port = chardev.get('port') ?? ''
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535
  return isPort ? { kind: 'tcp', port: Number(port) } : undefined
}

function abstract(name: string, tight: boolean): QmpMonitor | undefined {
  return whyNotAbstract(tight) === undefined
    ? { kind: 'abstract', path: abstractPath(name, tight) }
    : undefined
}
