/**
 * The part of QEMU's command line that would make a QMP monitor at this address, for a shell: from
 * `tcp:127.0.0.1:4444` or `unix:/run/vm1.qmp`. `undefined` for what is no socket, such as `demo`.
 */
export function qmpOption(address: string): string | undefined {
  if (!/^(tcp|unix):./.test(address)) return undefined
  // In an option a comma ends a value; two of them are one.
  return `-qmp ${quoted(`${address.replaceAll(',', ',,')},server=on,wait=off`)}`
}

function quoted(word: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
