import { firstWord, hex, mebibytes, number, part, word } from './guards.ts'
import { type EventWords, say } from './sentence.ts'

export const deviceWords = {
  DEVICE_DELETED({ device, path }) {
    const id = word(device)
    if (id) return say('info', `The device ${id} was removed.`, id)
    return say('info', `A device without an ID was removed: ${word(path)}.`)
  },
  DEVICE_UNPLUG_GUEST_ERROR({ device, path }) {
    const id = firstWord(device, path)
    return say('warn', `The guest refused to release ${id || 'a device'}.`, id)
  },
  MEM_UNPLUG_ERROR({ device, msg }) {
    const id = word(device)
    return say('warn', `The guest refused to release ${id || 'memory'}: ${word(msg) || 'no details'}.`, id)
  },
  ACPI_DEVICE_OST({ info }) {
    const { device, slot, 'slot-type': type, status } = part(info)
    const what = word(device) || `${word(type) || 'device'} slot ${word(slot)}`
    if (status === 0) return say('ok', `The guest reports success for ${what}.`, word(device))
    return say('warn', `The guest reports status ${hex(status) || 'unknown'} for ${what}.`, word(device))
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
    const device = firstWord(id, path)
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
    const drift = `${Math.abs(seconds).toLocaleString('en-US')} s ${seconds < 0 ? 'behind' : 'ahead of'}`
    return say('info', `The guest set its clock ${drift} its start.`)
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
