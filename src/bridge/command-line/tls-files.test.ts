import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { certificate, certificateKey } from '../testing/certificate.ts'
import { readTlsFiles } from './tls-files.ts'
import { UsageError } from './usage-error.ts'

describe('certificate and key', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function file(name: string, text: string): string {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  function newKey(passphrase?: string): string {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const protection = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
    return privateKey.export({ type: 'pkcs8', format: 'pem', ...protection }).toString()
  }

  test('are read where they belong together', () => {
    const paths = { cert: file('cert', certificate), key: file('key', certificateKey) }
    const { cert, key } = readTlsFiles(paths)
    expect([cert.toString(), key.toString()]).toEqual([certificate, certificateKey])
  })

  test.each([
    {
      what: 'a key in place of the certificate',
      cert: certificateKey,
      said: /--tls-cert .* no certificate in PEM format$/,
    },
    {
      what: 'a certificate in place of the key',
      key: certificate,
      said: /--tls-key .* no private key in PEM format$/,
    },
    { what: 'the key of another', key: newKey(), said: /does not belong to the certificate in/ },
    {
      what: 'a protected key',
      key: newKey('secret'),
      said: /--tls-key .* needs a passphrase: give a key without one$/,
    },
  ])('are refused in words: $what', ({ cert = certificate, key = certificateKey, said }) => {
    const paths = { cert: file('cert', cert), key: file('key', key) }
    expect(() => readTlsFiles(paths)).toThrow(UsageError)
    expect(() => readTlsFiles(paths)).toThrow(said)
  })

  test('that are not there or no files are named with their option', () => {
    const cert = file('cert', certificate)
    expect(() => readTlsFiles({ cert, key: join(folder, 'none') })).toThrow(
      /^--tls-key \/.*none cannot be read: no such/,
    )
    expect(() => readTlsFiles({ cert: folder, key: cert })).toThrow(
      /^--tls-cert \/.* cannot be read: it is a folder, not a file$/,
    )
  })
})
