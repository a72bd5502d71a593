import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Puts certificate and key into a folder, and returns the options that name them. */
export function tlsOptions(folder: string): string[] {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  writeFileSync(cert, certificate)
  writeFileSync(key, certificateKey)
  return ['--tls-cert', cert, '--tls-key', key]
}

/** A certificate for tests alone, signed by itself; its key protects nothing. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUJ2SztsiwBd7jAgfSofIck/llT40wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE4MjE0NFoYDzIxMjYxMDI5
MTgyMTQ0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARKYErRrbMZRHUgbTf/W8vD9tjXiS0htoYDxaVSNFy7gjKeLyg7tG8y
okJqAp4gG4TB9Vlj/zTtT1hAdcZa5B1ro1MwUTAdBgNVHQ4EFgQUe+nvU/hRFjVh
5zwa7QkBRSHe5OgwHwYDVR0jBBgwFoAUe+nvU/hRFjVh5zwa7QkBRSHe5OgwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAJzh9ilM4rDxxTCecqRYZn
+tVxzFj9USk9ZNDwc/r/fgIhAPD7pWxwz2KQZlKLtKR5ttfHjWrJJ1VeXFRIFk8x
HFxt
-----END CERTIFICATE-----
`

export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaqLuBTjxoGrPdly5
Yizg9xeRmZRjIoMZlc2/9+QB4TyhRANCAARKYErRrbMZRHUgbTf/W8vD9tjXiS0h
toYDxaVSNFy7gjKeLyg7tG8yokJqAp4gG4TB9Vlj/zTtT1hAdcZa5B1r
-----END PRIVATE KEY-----
`
