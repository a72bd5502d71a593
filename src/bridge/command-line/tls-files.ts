import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { describeFileError } from '../file-error.ts'
import type { TlsFiles } from '../http/http-server.ts'
import { UsageError } from './usage-error.ts'

/**
 * Reads certificate and key, in PEM, and sees to it that a server can use them.
 * @throws UsageError that names the option whose file is at fault
 */
export function readTlsFiles(paths: { cert: string; key: string }): TlsFiles {
  const [cert, key] = [read('--tls-cert', paths.cert), read('--tls-key', paths.key)]
  if (!certificateIn(cert, paths.cert).checkPrivateKey(privateKeyIn(key, paths.key))) {
    throw new UsageError(
      `the key in ${paths.key} does not belong to the certificate in ${paths.cert}: give the two that were made together`,
    )
  }
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    throw new UsageError(`--tls-cert and --tls-key cannot be used: ${(error as Error).message}`)
  }
  return { cert, key }
}

function read(option: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`${option} ${path} cannot be read: ${describeFileError(error)}`)
  }
}

function certificateIn(pem: Buffer, path: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new UsageError(`--tls-cert ${path} has no certificate in PEM format`)
  }
}

function privateKeyIn(pem: Buffer, path: string): KeyObject {
  if (/ENCRYPTED/.test(pem.toString('latin1'))) {
    throw new UsageError(`--tls-key ${path} needs a passphrase: give a key without one`)
  }
  try {
    return createPrivateKey(pem)
  } catch {
    throw new UsageError(`--tls-key ${path} has no private key in PEM format`)
  }
}
