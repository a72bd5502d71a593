import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

function optionsOf(args: string[], env: Record<string, string> = {}) {
  const request = parseOptions(args, env)
  if (request.kind !== 'run') throw new Error(`asked for ${request.kind}`)
  return request.options
}

afterEach(() => vi.unstubAllGlobals())

describe('the command line', () => {
  test('without arguments shows the simulated VM on port 8080 of this machine alone', () => {
    expect(optionsOf([])).toEqual({
      targets: [{ address: { kind: 'demo' } }],
      discovery: process.platform === 'linux',
      allowHosts: [],
      host: '127.0.0.1',
      port: 8080,
      publicOrigins: [],
      token: { from: 'random' },
      viewerToken: undefined,
      readOnly: false,
      audit: undefined,
      open: false,
    })
  })

  test.each([
    [['unix:/x', 'x=/x,server=on'], ['x']],
    [['x=/x', '/x'], ['x']],
    [['x=/x', 'x=/../x'], ['x']],
    [['/x', '/x'], [undefined]],
    [
      ['tcp:localhost:1', 'a=127.0.0.1:1', '127.0.0.2:1'],
      ['a', undefined],
    ],
    [
      ['demo', 'demo'],
      [undefined, undefined],
    ],
  ])('%j is each VM once, with its name', (args, names) => {
    expect(optionsOf(args).targets.map(({ name }) => name)).toEqual(names)
  })

  test('does not give one VM two names', () => {
    expect(() => optionsOf(['a=/x', 'b=unix:/x'])).toThrow('"a" and "b" are the same VM: give unix:/x once')
  })

  test('takes addresses and options in any order', () => {
    const options = optionsOf(['--port', '0', 'a=demo', '--open', ':4444', '--no-discovery'])
    expect(options.targets.map(({ name }) => name)).toEqual(['a', undefined])
    expect(options).toMatchObject({ port: 0, open: true })
  })

  test('--help and --version come before everything else that is well-formed', () => {
    expect(parseOptions(['nonsense', '--help'], {})).toEqual({ kind: 'help' })
    expect(parseOptions(['-h'], {})).toEqual({ kind: 'help' })
    expect(parseOptions(['--version'], {})).toEqual({ kind: 'version' })
  })

  test.each([
    [['--port', '65536'], /^--port takes a number from 0 to 65535, not "65536"$/],
    [['--port', '0x10'], /--port takes a number/],
    [['--port', ''], /--port takes a number/],
    [['--host', 'a b'], /--host takes an IP address or a host name/],
    [['--host', '127.0.0'], /--host takes an IP address or a host name/],
    [['--host', '127.0.0.1:8080'], /--host takes an IP address or a host name/],
    [['--colour'], /^there is no option --colour; --help lists them$/],
    [['--colour=s3cret'], /^there is no option --colour; --help lists them$/],
    [['-p', '8080'], /^there is no option -p; --help lists them$/],
    [['-port', '8080'], /^there is no option -port; did you mean --port\?$/],
    [['--port'], /^--port needs a value: a number from 0 to 65535$/],
    [['--port', '--open'], /^--port needs a value: a number from 0 to 65535$/],
    [['--token'], /^--token needs a value: at least 16 characters out of A-Z a-z 0-9 \. _ ~ -$/],
    [
      ['--token', '-s3cret'],
      /^--token needs a value: .*; one that starts with a dash is written --token=VALUE$/,
    ],
    [['--port', '1', '--port', '2'], /^--port is given twice: it takes one value, a number from 0 to 65535$/],
    [['--open=yes'], /^--open takes no value: write --open alone$/],
    [['--readonly'], /^there is no option --readonly; did you mean --read-only\?$/],
    [['--public', 'http://a'], /^there is no option --public; did you mean --public-url\?$/],
    [['--tls', 'a.pem'], /^there is no option --tls; --help lists them$/],
    [['-m', '2G'], /^there is no option -m: of a QEMU command line give -qmp and its argument alone$/],
    [['-qmp'], /^-qmp needs a value after it, as in -qmp tcp:localhost:4444$/],
    [['-qmp', '--open'], /^-qmp needs a value after it/],
    [['-mon', '--open'], /^-mon needs a value after it/],
    [['--tls-cert', 'a.pem'], /^--tls-cert needs --tls-key beside it/],
    [['--tls-key', 'a.pem'], /^--tls-key needs --tls-cert beside it/],
    [['--tls-cert', '', '--tls-key', 'b'], /^--tls-cert takes the name of a file, not ""$/],
    [['--token-file', ''], /^--token-file takes the name of a file, not ""$/],
    [['--audit', ''], /^--audit takes the name of a file, not ""$/],
    [['--token', 'a'.repeat(16), '--token-file', 'b'], /not both/],
    [
      ['--viewer-token', 's3cret'],
      /^--viewer-token must be at least 16 characters out of A-Z a-z 0-9 \. _ ~ -$/,
    ],
    [
      ['--viewer-token', 'a'.repeat(16), '--token', 'a'.repeat(16)],
      /^--viewer-token is the same as the operator's token/,
    ],
    [
      ['--allow-host', 'vms.example:4444'],
      /^--allow-host takes .*, without a port, not "vms\.example:4444"$/,
    ],
    [['--allow-host', ''], /^--allow-host takes/],
    [['--public-url', 'vms.example'], /--public-url takes an address such as/],
    [['--public-url', 'https://vms.example/path'], /--public-url takes/],
    [['--public-url', 'https://user@vms.example'], /--public-url takes/],
    [['--public-url', 'https://a"b'], /--public-url takes/],
    [['--host', '192.168.1.2'], /--tls-cert and --tls-key, or --insecure/],
    [['--host', '0.0.0.0', '--insecure'], /--public-url/],
    [['--host', '::', '--insecure'], /--public-url/],
  ])('%j is refused in one line', (args, message) => {
    expect(() => optionsOf(args)).toThrow(UsageError)
    expect(() => optionsOf(args)).toThrow(message)
    expect(() => optionsOf(args)).toThrow(/^[^\n]*$/)
    expect(() => optionsOf(args)).not.toThrow(/s3cret/)
  })

  test.each([['localhost'], ['127.0.0.1'], ['127.8.8.8'], ['::1'], ['[::1]']])(
    '--host %s is this machine alone',
    (host) => {
      expect(optionsOf(['--host', host]).host).toBe(host.replace(/[[\]]/g, ''))
    },
  )

  test('listens beyond this machine with TLS, or when told that it is insecure', () => {
    expect(optionsOf(['--host', '10.0.0.1', '--insecure']).host).toBe('10.0.0.1')
    expect(optionsOf(['--host', '10.0.0.1', '--tls-cert', 'c', '--tls-key', 'k']).tls).toEqual({
      cert: 'c',
      key: 'k',
    })
    const wild = ['--host', '0.0.0.0', '--insecure', '--public-url', 'https://vms.example:443/']
    expect(optionsOf(wild).publicOrigins).toEqual(['https://vms.example'])
  })

  test('takes what was given to -qmp of QEMU as it was given', () => {
    const { targets } = optionsOf([
      '-qmp',
      'tcp:localhost:4444,server=on',
      '-qmp-pretty',
      'unix:/run/vm1.qmp',
    ])
    expect(targets.map(({ address }) => address.kind)).toEqual(['tcp', 'unix'])
  })

  test.each([
    { pasted: ['-qmp tcp:localhost:4444,server=on,wait=off'] },
    { pasted: ['--qmp=tcp:localhost:4444'] },
    { pasted: ['-chardev', 'socket,id=q,host=localhost,port=4444,server=on,wait=off'] },
    {
      pasted: ['-chardev', 'stdio,id=h', '-mon', 'h,mode=readline', '-chardev'].concat([
        'socket,id=q,host=localhost,port=4444,server=on',
        '-mon',
        'chardev=q,mode=control',
      ]),
    },
  ])('takes $pasted', ({ pasted }) => {
    expect(optionsOf(['first=demo', ...pasted, '/tmp/last']).targets.map(({ address }) => address)).toEqual([
      { kind: 'demo' },
      { kind: 'tcp', host: 'localhost', port: 4444 },
      { kind: 'unix', path: '/tmp/last' },
    ])
  })

  test('refuses options of QEMU that make no QMP monitor', () => {
    const human = ['-chardev', 'stdio,id=h', '-mon', 'chardev=h']
    expect(() => optionsOf(human)).toThrow(/^-chardev stdio,id=h makes no QMP monitor: give -qmp/)
    expect(() => optionsOf(['-mon', 'q,mode=control'])).toThrow(/character device q: give that -chardev/)
  })

  test('takes who may look, who may touch, and where that is written down', () => {
    const args = ['--viewer-token', 'of-the-viewers-only', '--read-only', '--audit', '/var/log/vms.jsonl']
    expect(optionsOf(args)).toMatchObject({
      viewerToken: 'of-the-viewers-only',
      readOnly: true,
      audit: '/var/log/vms.jsonl',
    })
  })

  test('takes any number of hosts that added VMs may be on', () => {
    const args = ['--allow-host', 'VMs.example', '--allow-host', '[fe80::1]', '--allow-host', '10.0.0.7']
    expect(optionsOf(args).allowHosts).toEqual(['vms.example', 'fe80::1', '10.0.0.7'])
  })

  test('looks for QEMU processes on Linux, unless told not to', () => {
    vi.stubGlobal('process', { ...process, platform: 'linux' })
    expect(optionsOf([]).discovery).toBe(true)
    expect(optionsOf(['--no-discovery']).discovery).toBe(false)
    vi.stubGlobal('process', { ...process, platform: 'darwin' })
    expect(optionsOf([]).discovery).toBe(false)
  })

  test('takes the token from the option, else from the environment', () => {
    const env = { QMP_DASHBOARD_TOKEN: 'from-the-environment' }
    const fromEnvironment = { from: 'given', token: 'from-the-environment', by: 'QMP_DASHBOARD_TOKEN' }
    expect(optionsOf([], env).token).toEqual(fromEnvironment)
    expect(optionsOf(['--token', 'from-the-option-x'], env).token).toMatchObject({
      token: 'from-the-option-x',
    })
    expect(optionsOf(['--token-file', 'f'], env).token).toEqual({ from: 'file', path: 'f' })
    expect(optionsOf([], { QMP_DASHBOARD_TOKEN: '' }).token).toEqual({ from: 'random' })
  })
})
