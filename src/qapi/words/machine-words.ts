import { firstWord, hex, mebibytes, number, part, word } from './guards.ts'
import { type EventWords, say } from './sentence.ts'

export const deviceWords = {
  DEVICE_DELETED({ device, path }) {
    const id = word(device)
    if (id) return say('info', `The device ${id} is gone.`, id)
    return say('info', `A device without a name is gone: ${word(path)}.`)
  },
  DEVICE_UNPLUG_GUEST_ERROR({ device, path }) {
    const id = firstWord(device, path)
    return say('warn', `The guest refused to let go of ${id || 'a device'}.`, id)
  },
  MEM_UNPLUG_ERROR({ device, msg }) {
    const id = word(device)
    return say('warn', `The guest refused to let go of ${id || 'memory'}: ${word(msg) || 'no details'}.`, id)
  },
  ACPI_DEVICE_OST({ info }) {
    const { device, slot, 'slot-type': type, status } = part(info)
    const what = word(device) || `${word(type) || 'device'} slot ${word(slot)}`
    if (status === 0) return say('ok', `The guest is done with ${what}.`, word(device))
    return say('warn', `The guest reports status ${hex(status) || 'unknown'} for ${what}.`, word(device))
  },
  UNPLUG_PRIMARY: ({ 'device-id': id }) =>
    say('info', `The guest is asked to let go of ${word(id)}, so that the VM can migrate.`, word(id)),
  VFU_CLIENT_HANGUP({ 'dev-id': id, 'vfu-id': server }) {
    return say('warn', `The client of ${word(id) || 'a device'} served by ${word(server)} hung up.`, word(id))
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
    return say('info', `The memory device ${device} now gives ${mebibytes(size)}.`, word(id))
  },
  MEMORY_FAILURE({ recipient, action, flags }) {
    const where = recipient === 'guest' ? "the guest's memory" : "QEMU's own memory"
    const again = part(flags)['recursive'] === true ? ', while another was handled' : ''
    return say('bad', `The hardware reports bad memory in ${where}${again}. ${memoryAction(word(action))}`)
  },
} satisfies Partial<EventWords>

export const otherWords = {
  RTC_CHANGE({ offset }) {
    const seconds = number(offset)
    if (seconds === undefined) return say('info', 'The guest set its clock.')
    const drift = `${Math.abs(seconds).toLocaleString('en-US')} s ${seconds < 0 ? 'behind' : 'ahead of'}`
    return say('info', `The guest set its clock; it is ${drift} where it began.`)
  },
  DUMP_COMPLETED({ result, error }) {
    if (word(error)) return say('bad', `The memory dump failed: ${word(error)}.`)
    if (part(result)['status'] === 'failed') return say('bad', 'The memory dump failed.')
    return say('ok', `The memory dump is complete: ${mebibytes(part(result)['total'])}.`)
  },
  COMMAND_DROPPED: ({ id, reason }) =>
    say('bad', `QEMU dropped the command ${word(id)} unanswered (reason: ${word(reason) || 'not said'}).`),
  CPU_POLARIZATION_CHANGE: ({ polarization }) =>
    say('info', `The guest asks for ${word(polarization) || 'another'} CPU polarization.`),
  SCLP_CPI_INFO_AVAILABLE: () => say('info', 'The guest said which system it runs.'),
} satisfies Partial<EventWords>

function memoryAction(action: string): string {
  switch (action) {
    case 'ignore':
      return 'It is ignored (action: ignore).'
    case 'inject':
      return 'The guest is told (action: inject).'
    case 'fatal':
      return 'QEMU cannot go on (action: fatal).'
    case 'reset':
      return 'The VM is reset (action: reset).'
    default:
      return `What happens now is not said (action: ${action || 'none given'}).`
  }
}
