import { deviceName, firstWord, part, word } from './guards.ts'
import { type EventWords, type Sentence, type Severity, say } from './sentence.ts'

export const networkWords = {
  NIC_RX_FILTER_CHANGED({ name, path }) {
    const card = firstWord(name, deviceName(path))
    return say('info', `The guest changed the receive filter of ${card || 'a network card'}.`, card)
  },
  FAILOVER_NEGOTIATED: ({ 'device-id': id }) =>
    say('info', `The guest agreed to fail over to ${word(id)}.`, word(id)),
  NETDEV_STREAM_CONNECTED: ({ 'netdev-id': id, addr }) =>
    say('ok', `The network ${word(id)} is connected${to(addr)}.`, word(id)),
  NETDEV_STREAM_DISCONNECTED: ({ 'netdev-id': id }) =>
    say('warn', `The network ${word(id)} was disconnected.`, word(id)),
  NETDEV_VHOST_USER_CONNECTED: ({ 'netdev-id': id, 'chardev-id': chardev }) =>
    say(
      'ok',
      `The network ${word(id)} connected to its vhost-user process through ${word(chardev)}.`,
      word(id),
    ),
  NETDEV_VHOST_USER_DISCONNECTED: ({ 'netdev-id': id }) =>
    say('warn', `The network ${word(id)} lost its vhost-user process.`, word(id)),
  RDMA_GID_STATUS_CHANGED: ({ netdev, 'gid-status': present }) =>
    say('info', `An RDMA address was ${present === true ? 'added to' : 'removed from'} ${word(netdev)}.`),
} satisfies Partial<EventWords>

export const displayWords = {
  VNC_CONNECTED: ({ client }) => say('info', `A VNC viewer connected${from(client)}.`),
  VNC_INITIALIZED: ({ client }) => say('info', `A VNC viewer${from(client)} opened the screen.`),
  VNC_DISCONNECTED: ({ client }) => say('info', `A VNC viewer${from(client)} disconnected.`),
  SPICE_CONNECTED: ({ client }) => say('info', `A SPICE viewer connected${from(client)}.`),
  SPICE_INITIALIZED: ({ client }) => say('info', `A SPICE viewer${from(client)} opened a channel.`),
  SPICE_DISCONNECTED: ({ client }) => say('info', `A SPICE viewer${from(client)} closed a channel.`),
  SPICE_MIGRATE_COMPLETED: () => say('ok', 'SPICE viewers have migrated with the VM.'),
} satisfies Partial<EventWords>

export const migrationWords = {
  MIGRATION: ({ status }) => migration(word(status)),
  MIGRATION_PASS: ({ pass }) => say('info', `Migration pass ${word(pass) || 'unknown'} over memory.`),
  VFIO_MIGRATION({ 'device-id': id, 'qom-path': path, 'device-state': state }) {
    const device = deviceName(path, id)
    return say('info', `The host device ${device} is in migration state ${word(state)}.`, word(id))
  },
  COLO_EXIT: ({ mode, reason }) =>
    say(
      reason === 'request' ? 'info' : 'bad',
      `The COLO pair has separated; this was the ${word(mode) || 'unknown'} VM (reason: ${word(reason) || 'unknown'}).`,
    ),
} satisfies Partial<EventWords>

const migrations: Readonly<Record<string, readonly [Severity, string]>> = {
  setup: ['info', 'Migration is starting.'],
  active: ['info', 'Migration is copying memory while the VM runs.'],
  'postcopy-active': ['info', 'The VM runs at the destination; the rest of its memory follows.'],
  'postcopy-paused': ['bad', 'Migration lost its connection and waits for migrate-recover.'],
  'postcopy-recover': ['info', 'Migration is recovering its connection.'],
  'pre-switchover': ['warn', 'Migration waits for migrate-continue.'],
  device: ['info', 'Migration is copying the state of devices.'],
  'wait-unplug': ['info', 'Migration waits for the guest to release a device.'],
  completed: ['ok', 'Migration is complete.'],
  cancelling: ['warn', 'Migration is being cancelled.'],
  cancelled: ['warn', 'Migration was cancelled.'],
  failed: ['bad', 'Migration failed; query-migrate reports why.'],
}

function migration(status: string): Sentence {
  const known = Object.hasOwn(migrations, status) ? migrations[status] : undefined
  return known ? say(...known) : say('info', `Migration is now in state ${status || 'unknown'}.`)
}

function from(address: unknown): string {
  const { host, service, port } = part(address)
  const [name, number] = [word(host), firstWord(service, port)]
  return name === '' ? '' : ` from ${name.includes(':') ? `[${name}]` : name}${number && `:${number}`}`
}

function to(address: unknown): string {
  const { type, host, port, path } = part(address)
  if (type === 'inet') return ` to ${word(host)}:${word(port)}`
  return word(path) === '' ? '' : ` to ${word(path)}`
}
