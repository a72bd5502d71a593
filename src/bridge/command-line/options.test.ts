import { describe, expect, test } from 'vitest'
import { parseOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

function optionsOf(args: string[], env: Record<string, string> = {}) {
  const request = parseOptions(args, env)
  if (request.kind !== 'run') throw new Error(`asked for ${request.kind}`)
  return request.options
}

describe('the command line', () => {
  test('without arguments shows the simulated VM on port 8080 of this machine alone', () => {
    expect(optionsOf([])).toEqual({
      targets: [{ address: { kind: 'demo' } }],
      host: '127.0.0.1',
      port: 8080,
      publicOrigins: [],
      token: { from: 'random' },
      open: false,
    })
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
    [['--port', '65536'], /--port takes a number/],
    [['--port', '0x10'], /--port takes a number/],
    [['--port', ''], /--port takes a number/],
    [['--host', 'a b'], /--host takes/],
    [['--colour'], /^there is no option --colour; --help lists them$/],
    [['--port'], /--port/],
    [['--open=yes'], /--open/],
    [['--port', '--open'], /--port/],
    [['--tls-cert', 'a.pem'], /go together/],
    [['--token', 'a'.repeat(16), '--token-file', 'b'], /not both/],
    [['--public-url', 'vms.example'], /--public-url takes/],
    [['--public-url', 'https://vms.example/path'], /--public-url takes/],
    [['--public-url', 'https://user@vms.example'], /--public-url takes/],
    [['--public-url', 'https://a"b'], /--public-url takes/],
    [['--host', '192.168.1.2'], /--tls-cert and --tls-key, or --insecure/],
    [['--host', '0.0.0.0', '--insecure'], /--public-url/],
    [['--host', '::', '--insecure'], /--public-url/],
    // What a later version will do is not promised by this one.
    [['--viewer-token', 'a'.repeat(16)], /^this version does not have --viewer-token yet$/],
    [['--read-only'], /^this version does not have --read-only yet$/],
    [['--audit', 'file'], /^this version does not have --audit yet$/],
    [['--allow-host', 'host'], /^this version does not have --allow-host yet$/],
  ])('%j is refused in one line', (args, message) => {
    expect(() => optionsOf(args)).toThrow(UsageError)
    expect(() => optionsOf(args)).toThrow(message)
    expect(() => optionsOf(args)).toThrow(/^[^\n]*$/)
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

  test('takes the token from the option, else from the environment', () => {
    const env = { QMP_DASHBOARD_TOKEN: 'from-the-environment' }
    expect(optionsOf([], env).token).toEqual({ from: 'given', token: 'from-the-environment' })
    expect(optionsOf(['--token', 'from-the-option-x'], env).token).toMatchObject({
      token: 'from-the-option-x',
    })
    expect(optionsOf(['--token-file', 'f'], env).token).toEqual({ from: 'file', path: 'f' })
    expect(optionsOf([], { QMP_DASHBOARD_TOKEN: '' }).token).toEqual({ from: 'random' })
  })
})
