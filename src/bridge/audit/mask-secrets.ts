/** What stands where a secret stood. */
export const mask = '***'

type Members = Readonly<Record<string, unknown>>

/**
 * The arguments of a command with what must not be written down replaced: passwords, keys, cookies, credentials in
 * addresses, and what was typed into a guest. IDs of secret objects (`password-secret`, `key-secret`) are no secrets.
 */
export function maskSecrets(command: string, args: unknown): unknown {
  const masked = maskValue(args)
  if (!isMembers(masked)) return masked
  return maskMembers(masked, ownSecrets.get(command)?.(masked) ?? [])
}

/**
 * Credentials in a text of QEMU's or a client's: `scheme://user:pass@host`, `user:pass@host`, `password=…`,
 * `"password": "…"`, and what a host's shell would be given by `exec:`.
 */
export function maskText(text: string): string {
  return text
    .replace(/(?<![\w.-])exec:.*/s, `exec:${mask}`)
    .replace(
      /(?<![\w.+:-])((?:[a-z][a-z0-9+.-]{0,20}:\/\/)?[^\s/@:,'"]{0,256}):(?!\/\/)[^\s@,'"]{1,256}@/gi,
      `$1:${mask}@`,
    )
    .replace(
      /(?<![\w.-])([\w.]*(?:passw(?:or)?d|passphrase|secret|cookie|credential|token|key|osk|pin)\\?["']?\s?[=:]\s?\\?["']?)[^"',\s\\]+/gi,
      `$1${mask}`,
    )
}

/** Members of a command that hold a secret under a name that does not tell. */
const ownSecrets: ReadonlyMap<string, (args: Members) => readonly string[]> = new Map([
  ['qom-set', ({ property }: Members) => (isSecretName(property) || property === 'data' ? ['value'] : [])],
  ['change', ({ target }: Members) => (target === 'password' ? ['arg'] : [])],
  ['human-monitor-command', () => ['command-line']],
  ['send-key', () => ['keys']],
  ['input-send-event', () => ['events']],
  ['x-input-send-event', () => ['events']],
  ['ringbuf-write', () => ['data']],
])

function maskMembers(args: Members, names: readonly string[]): Members {
  const entries = Object.entries(args).map(([name, value]) => {
    if (!names.includes(name)) return [name, value]
    return [name, name === 'command-line' ? maskCommandLine(value) : mask]
  })
  return Object.fromEntries(entries)
}

/** A line for people has no members to tell apart: of one that does not only ask, its command is kept. */
function maskCommandLine(line: unknown): unknown {
  if (typeof line !== 'string') return mask
  const [, command = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(line) ?? []
  if (rest === '' || command === 'info' || command === 'help') return maskText(line)
  return `${maskText(command)} ${mask}`
}

function maskValue(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value)
  if (Array.isArray(value)) return value.map(maskValue)
  if (!isMembers(value)) return value
  const holdsData = isSecretObject(value)
  const entries = Object.entries(value).map(([name, member]) => {
    if (isSecretName(name) || (holdsData && name === 'data')) return [name, mask]
    // Before QEMU 6.0 the properties of a new object had a place of their own.
    if (holdsData && name === 'props' && isMembers(member)) {
      return [name, maskMembers(maskValue(member) as Members, ['data'])]
    }
    return [name, maskValue(member)]
  })
  return Object.fromEntries(entries)
}

function isSecretObject(value: Members): boolean {
  const type = value['qom-type']
  return typeof type === 'string' && type.startsWith('secret')
}

/** `password-secret` and its like name an object that holds the secret; `key-offset` and its like are facts. */
export function isSecretName(name: unknown): boolean {
  return (
    typeof name === 'string' &&
    !/-(secret|id)$/i.test(name) &&
    /passw(or)?d|passphrase|secret|cookie|credential|private-?key|key-?material|^(?:token|key|osk|pin)$/i.test(
      name,
    )
  )
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
