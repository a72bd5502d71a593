import type { Heard } from '#link/link.ts'

/** What answers on a socket that does not greet as QMP does (P-05). */
export interface ForeignGreeting {
  what: Exclude<Heard, 'nothing' | 'qmp'>
  /** A sentence for a person: what this is and what to do. */
  words: string
}

const known: readonly { what: ForeignGreeting['what']; mark: RegExp; words: string }[] = [
  {
    what: 'hmp',
    mark: /^QEMU [\w.+-]+ monitor|\(qemu\) ?$/,
    words: 'This is a human monitor (HMP), not QMP: start it with mode=control, or add a -qmp socket.',
  },
  { what: 'vnc', mark: /^RFB \d{3}\.\d{3}/, words: 'This is a VNC server: give the port of -qmp instead.' },
  { what: 'spice', mark: /^REDQ/, words: 'This is a SPICE server: give the port of -qmp instead.' },
  { what: 'ssh', mark: /^SSH-\d/, words: 'This is an SSH server: give the port of -qmp instead.' },
  {
    what: 'http',
    mark: /^HTTP\/\d|^<(!doctype|html)/i,
    words: 'This is a web server: give the port of -qmp instead.',
  },
  { what: 'smtp', mark: /^220[ -]/, words: 'This is a mail or FTP server: give the port of -qmp instead.' },
]

/** The twelve bytes, and others like them, by which a telnet chardev opens; a greeting follows them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: telnet options are control characters
const telnetOptions = /\xff[\xfb-\xfe][\x00-\xff]/g

/** Takes telnet options out of the text that came before the greeting. */
export function withoutTelnetOptions(text: string): string {
  return text.replace(telnetOptions, '')
}

const silentTelnet = 'This is a telnet port that sends no QMP greeting.'
const nobodyKnown = 'This does not speak QMP.'

/** Whether it was another protocol than QMP: then the address is wrong, and waiting does not help. */
export function isForeign(heard: Heard | undefined): boolean {
  return heard !== undefined && heard !== 'nothing' && heard !== 'qmp'
}

/** Says what greeted, from the text that came where QMP's greeting was expected. */
export function recogniseGreeting(noise: string): ForeignGreeting {
  const text = withoutTelnetOptions(noise).trimStart()
  const found = known.find(({ mark }) => mark.test(text))
  if (found) return { what: found.what, words: found.words }
  if (text === '' && noise !== '') {
    return { what: 'telnet', words: silentTelnet }
  }
  return { what: 'other', words: nobodyKnown }
}
