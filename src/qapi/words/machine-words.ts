import { deviceName, hex, mebibytes, number, part, span, word } from './guards.ts'
import { type EventWords, type Sentence, say } from './sentence.ts'

export const deviceWords = {
  DEVICE_DELETED({ device, path }) {
    const id = word(device)
    if (id) return say('info', `The device ${id} was removed.`, id)
    const owner = parentWithId(path)
    if (owner) return { ...say('info', `A part of ${owner} was removed.`, owner), isDetail: true }
    return say('info', `A device without an ID was removed: ${word(path)}.`)
  },
  DEVICE_UNPLUG_GUEST_ERROR({ device, path }) {
    const id = deviceName(path, device)
    return say('warn', `The guest refused to release ${id || 'a device'}.`, id)
  },
  MEM_UNPLUG_ERROR({ device, msg }) {
    const id = word(device)
    return say('warn', `The guest refused to release ${id || 'memory'}: ${word(msg) || 'no details'}.`, id)
  },
  ACPI_DEVICE_OST({ info }) {
    const { device, slot, 'slot-type': type, source, status } = part(info)
    const what = word(device) || `${word(type) || 'device'} slot ${word(slot)}`
    return hotplugReport(number(source), number(status), what, word(device))
  },
  UNPLUG_PRIMARY: ({ 'device-id': id }) =>
    say('info', `The guest is asked to release ${word(id)}, so that the VM can migrate.`, word(id)),
  VFU_CLIENT_HANGUP({ 'dev-id': id, 'vfu-id': server }) {
    return say(
      'warn',
      `The client of ${word(id) || 'a device'} served by ${word(server)} disconnected.`,
      word(id),
    )
  },
  VSERPORT_CHANGE: ({ id, open }) =>
    say(
      'info',
      `A program in the guest ${open === true ? 'opened' : 'closed'} the port ${word(id)}.`,
      word(id),
    ),
} satisfies Partial<EventWords>

export const memoryWords = {
  BALLOON_CHANGE: ({ actual }) => say('info', `The balloon leaves the guest ${mebibytes(actual)}.`),
  HV_BALLOON_STATUS_REPORT: ({ committed, available }) =>
    say('info', `The guest has committed ${mebibytes(committed)}; ${mebibytes(available)} are available.`),
  MEMORY_DEVICE_SIZE_CHANGE({ id, 'qom-path': path, size }) {
    const device = deviceName(path, id)
    return say('info', `The memory device ${device} now has ${mebibytes(size)}.`, word(id))
  },
  MEMORY_FAILURE({ recipient, action, flags }) {
    const where = recipient === 'guest' ? "the guest's memory" : "QEMU's own memory"
    const again = part(flags)['recursive'] === true ? ', while handling another' : ''
    return say(
      'bad',
      `The hardware reports a memory error in ${where}${again}. ${memoryAction(word(action))}`,
    )
  },
} satisfies Partial<EventWords>

export const otherWords = {
  RTC_CHANGE({ offset }) {
    const seconds = number(offset)
    if (seconds === undefined) return say('info', 'The guest set its clock.')
    if (seconds === 0) return say('info', 'The guest set its clock to the time of -rtc base.')
    const drift = `${span(Math.abs(seconds))} ${seconds < 0 ? 'behind' : 'ahead of'}`
    return say('info', `The guest set its clock ${drift} -rtc base.`)
  },
  DUMP_COMPLETED({ result, error }) {
    if (word(error)) return say('bad', `The memory dump failed: ${word(error)}.`)
    if (part(result)['status'] === 'failed') return say('bad', 'The memory dump failed.')
    return say('ok', `The memory dump is complete: ${mebibytes(part(result)['total'])}.`)
  },
  COMMAND_DROPPED: ({ id, reason }) =>
    say('bad', `QEMU dropped the command ${word(id)} unanswered (reason: ${word(reason) || 'unknown'}).`),
  CPU_POLARIZATION_CHANGE: ({ polarization }) =>
    say('info', `The guest asks for ${word(polarization) || 'another'} CPU polarization.`),
  SCLP_CPI_INFO_AVAILABLE: () => say('info', 'The guest reported which system it runs.'),
} satisfies Partial<EventWords>

/** A device below one with an ID, such as the `virtio-backend` of a card: the ID of that one. */
function parentWithId(path: unknown): string | undefined {
  return /^\/machine\/peripheral\/([^/]+)\/./.exec(word(path))?.[1]
}

/** ACPI 6.5, 6.3.5: what the guest answers to a plugged or unplugged device (`_OST`), by what it answers. */
function hotplugReport(
  source: number | undefined,
  status: number | undefined,
  what: string,
  about: string,
): Sentence {
  const code = status === undefined ? 'status unknown' : `status ${hex(status)}`
  if (source === 0x01 || source === 0x00 || source === 0x200) {
    if (status === 0) return say('ok', `The guest reports that ${what} was inserted.`, about)
    if (status === 0x80) return say('info', `The guest is inserting ${what}.`, about)
    return say('warn', `The guest failed to insert ${what}: ${insertFailures.get(status) ?? code}.`, about)
  }
  if (source === 0x03 || source === 0x103) {
    if (status === 0) return say('ok', `The guest reports that ${what} was removed.`, about)
    if (status === 0x84) return say('info', `The guest is removing ${what}.`, about)
    return say('warn', `The guest refused to remove ${what}: ${removeRefusals.get(status) ?? code}.`, about)
  }
  if (status === 0) return say('ok', `The guest reports success for ${what}.`, about)
  return say('warn', `The guest reports ${code} for ${what}.`, about)
}

const insertFailures: ReadonlyMap<number | undefined, string> = new Map([
  [0x81, 'its driver did not load'],
  [0x82, 'the device is not supported'],
])

const removeRefusals: ReadonlyMap<number | undefined, string> = new Map([
  [0x80, 'the device is not supported'],
  [0x81, 'a program uses it'],
  [0x82, 'it is busy'],
  [0x83, 'a device that depends on it is busy'],
])

function memoryAction(action: string): string {
  switch (action) {
    case 'ignore':
      return 'It is ignored (action: ignore).'
    case 'inject':
      return 'The guest gets the error (action: inject).'
    case 'fatal':
      return 'QEMU cannot continue (action: fatal).'
    case 'reset':
      return 'The VM is reset (action: reset).'
    default:
      return `The action is ${action || 'unknown'}.`
  }
}
