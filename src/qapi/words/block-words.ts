import { deviceName, firstWord, midSentence, number, word } from './guards.ts'
import { type EventWords, type Severity, say } from './sentence.ts'

export const blockWords = {
  BLOCK_IO_ERROR({ device, 'node-name': node, 'qom-path': path, operation, action, nospace, reason }) {
    const disk = deviceName(path, device, node)
    const said = midSentence(word(reason))
    const why = said || (nospace === true ? 'no space left' : '')
    const what = `${attempt(operation)} ${disk || 'a disk'} failed${why && `: ${why}`}.`
    return say(word(action) === 'stop' ? 'bad' : 'warn', `${what} ${errorAction(action)}`, disk)
  },
  BLOCK_IMAGE_CORRUPTED({ device, 'node-name': node, msg, fatal }) {
    const disk = firstWord(device, node)
    const end = fatal === true ? ' QEMU no longer uses it.' : ''
    return say(
      'bad',
      `The image of ${disk || 'a disk'} is corrupted: ${word(msg) || 'no details'}.${end}`,
      disk,
    )
  },
  BLOCK_WRITE_THRESHOLD({ 'node-name': node, 'write-threshold': threshold, 'amount-exceeded': excess }) {
    const disk = word(node)
    const [limit, over] = [bytes(threshold), bytes(excess)]
    return say('warn', `A write to ${disk || 'a node'} passed its threshold of ${limit} by ${over}.`, disk)
  },
  BLOCK_EXPORT_DELETED: ({ id }) => say('info', `The export ${word(id)} was removed.`, word(id)),
  DEVICE_TRAY_MOVED({ device, id, 'tray-open': open }) {
    const drive = deviceName(id, device)
    return say('info', `The tray of ${drive || 'a drive'} ${open === true ? 'opened' : 'closed'}.`, drive)
  },
  PR_MANAGER_STATUS_CHANGED({ id, connected }) {
    const manager = word(id)
    return connected === true
      ? say('ok', `The reservation helper ${manager} is connected.`, manager)
      : say('warn', `The reservation helper ${manager} is gone; QEMU is reconnecting.`, manager)
  },
  QUORUM_FAILURE({ reference, 'sector-num': sector, 'sectors-count': count }) {
    const where = sectors(sector, count)
    return say(
      'bad',
      `The copies of ${word(reference) || 'a disk'} have no majority${where}.`,
      word(reference),
    )
  },
  QUORUM_REPORT_BAD({ 'node-name': node, type, error, 'sector-num': sector, 'sectors-count': count }) {
    const copy = word(node)
    const fault = word(error) ? `failed: ${midSentence(word(error))}` : 'differs from the others'
    const what = word(type) ? `A ${word(type)}` : 'An access'
    return say('warn', `${what} on the copy ${copy}${sectors(sector, count)} ${fault}.`, copy)
  },
} satisfies Partial<EventWords>

export const jobWords = {
  JOB_STATUS_CHANGE({ id, status }) {
    const job = word(id)
    return say(jobSeverity(word(status)), `Job ${job} ${jobStatus(word(status))}.`, job)
  },
  BLOCK_JOB_COMPLETED({ device, type, error }) {
    const why = midSentence(word(error))
    if (why) return say('bad', `The ${word(type)} job ${word(device)} failed: ${why}.`, word(device))
    return say('ok', `The ${word(type)} job ${word(device)} is complete.`, word(device))
  },
  BLOCK_JOB_CANCELLED: ({ device, type }) =>
    say('warn', `The ${word(type)} job ${word(device)} was cancelled.`, word(device)),
  BLOCK_JOB_ERROR({ device, operation, action }) {
    const job = word(device)
    return say('bad', `${attempt(operation)} a disk failed in job ${job}. ${jobErrorAction(action)}`, job)
  },
  BLOCK_JOB_READY: ({ device, type }) =>
    say('ok', `The ${word(type)} job ${word(device)} has caught up and can be completed.`, word(device)),
  BLOCK_JOB_PENDING: ({ id, type }) =>
    say('info', `The ${word(type)} job ${word(id)} is waiting to be finalized.`, word(id)),
} satisfies Partial<EventWords>

function attempt(operation: unknown): string {
  if (operation === 'read') return 'A read from'
  return operation === 'write' ? 'A write to' : 'An access to'
}

function errorAction(action: unknown): string {
  if (action === 'stop') return 'QEMU stops the VM (action: stop).'
  if (action === 'report') return 'The guest gets the error (action: report).'
  return `The error is ignored (action: ${word(action) || 'unknown'}).`
}

function jobErrorAction(action: unknown): string {
  if (action === 'stop') return 'The job pauses (action: stop).'
  if (action === 'report') return 'The job fails (action: report).'
  return `The job continues (action: ${word(action) || 'unknown'}).`
}

function jobSeverity(status: string): Severity {
  return status === 'aborting' ? 'warn' : 'info'
}

function jobStatus(status: string): string {
  switch (status) {
    case 'created':
      return 'was created'
    case 'concluded':
      return 'has ended'
    case 'null':
      return 'was dismissed'
    default:
      return status === '' ? 'changed' : `is now ${status}`
  }
}

function bytes(value: unknown): string {
  const count = number(value)
  return count === undefined ? 'unknown size' : `${count.toLocaleString('en-US')} bytes`
}

function sectors(first: unknown, count: unknown): string {
  const [from, length] = [number(first), number(count)]
  if (from === undefined || length === undefined) return ''
  return ` at sector ${from.toLocaleString('en-US')}, length ${length.toLocaleString('en-US')}`
}
