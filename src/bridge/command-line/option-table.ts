// Every option by name. `given-options.ts` splits the command line by this table, `options.ts` says what each means, `--help` prints
// it, and a test compares the table in README.md with it.

/** @param takes what the value must be, for a person who gave none or another */
function text(value: string, takes: string, help: string) {
  return { type: 'string', value, takes, help } as const
}

function flag(help: string) {
  return { type: 'boolean', help } as const
}

const aToken = 'at least 16 characters out of A-Z a-z 0-9 . _ ~ -'
const aFile = 'the name of a file'

export const optionTable = {
  host: text('HOST', 'an IP address or a host name, without a port', 'address to listen on (127.0.0.1)'),
  port: text('PORT', 'a number from 0 to 65535', 'port to listen on (8080); 0 takes a free one'),
  'public-url': {
    ...text(
      'URL',
      'an address such as https://vms.example:8443',
      'an address by which browsers reach the dashboard from outside; repeatable',
    ),
    multiple: true,
  },
  token: text(
    'TOKEN',
    aToken,
    'the token that lets you in (random for each start);\nQMP_DASHBOARD_TOKEN in the environment does the same, unseen by other users',
  ),
  'token-file': text('FILE', aFile, 'keep the token in this file, so that it survives a restart'),
  'viewer-token': text('TOKEN', aToken, 'a second token that can only look'),
  'read-only': flag('no token can change anything'),
  'no-discovery': flag('do not look for QEMU processes of this host'),
  'allow-host': {
    ...text(
      'HOST',
      'an IP address or a host name, without a port',
      'a host that VMs added in the page may be on, beside this one; repeatable',
    ),
    multiple: true,
  },
  'tls-cert': text('FILE', aFile, 'serve https with this certificate ...'),
  'tls-key': text('FILE', aFile, '... and this key'),
  insecure: flag('listen beyond this machine without TLS'),
  audit: text('FILE', aFile, 'append a line of JSON for each command that is not a query'),
  open: flag('open the browser'),
  help: { ...flag('print this; -h does the same'), short: 'h' },
  version: flag('print the version of the dashboard'),
} as const

export type OptionName = keyof typeof optionTable

/** The options that take a value. */
export type ValueOption = {
  [Name in OptionName]: (typeof optionTable)[Name]['type'] extends 'string' ? Name : never
}[OptionName]

/** What `--help` prints. */
export function help(scenarioNames: readonly string[]): string {
  return `Usage: qmp-dashboard [ADDRESS ...] [options]
       npm start -- [ADDRESS ...] [options]        in a clone

Watch and control QEMU virtual machines from a browser, over QMP.

ADDRESS                  a VM's QMP socket; without any, a simulated VM is shown
  tcp:HOST:PORT          QMP over TCP; HOST:PORT, or PORT alone for this machine, is enough
  unix:PATH              QMP over a Unix socket; any path with a / in it is one, too
  demo, demo:SCENARIO    a simulated VM, no QEMU needed
  NAME=ADDRESS           any of these under a name of your own
What QEMU was given for -qmp, or for -chardev with -mon, can be pasted as it is.
On Linux, the QEMU processes of this host are listed as well.

Options
${Object.entries(optionTable).map(helpLine).join('\n')}

Examples
  qmp-dashboard                                      a simulated VM, and what runs on this host
  qmp-dashboard demo:io-error                        a simulated VM in trouble
  qmp-dashboard -qmp unix:/run/vm1.qmp,server=on,wait=off
  qmp-dashboard web-01=tcp:localhost:4444 /run/vm2.qmp --token-file ~/.qmp-token

From another machine
  ssh -L 8080:127.0.0.1:8080 HOST                    there, then open the printed address
  qmp-dashboard --public-url https://vms.example     behind a reverse proxy
  qmp-dashboard --host 10.0.0.2 --tls-cert cert.pem --tls-key key.pem

Scenarios
${wrapped(scenarioNames)}
`
}

/** Words in lines that fit a terminal. */
function wrapped(words: readonly string[]): string {
  return words
    .join(' ')
    .replace(/(.{1,76})(?: |$)/g, '  $1\n')
    .trimEnd()
}

function helpLine([name, option]: [string, { value?: string; help: string }]): string {
  const usage = `  --${name} ${option.value ?? ''}`.padEnd(25)
  return usage + option.help.replaceAll('\n', `\n${' '.repeat(25)}`)
}
