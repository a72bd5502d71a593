/**
 * The part of QEMU's command line that would make a QMP monitor at this address, for a shell: from
 * `tcp:127.0.0.1:4444`, `unix:/run/vm1.qmp` or `unix:vm1,abstract=on`. `undefined` for what is no socket, such as `demo`.
 */
export function qmpOption(address: string): string | undefined {
  if (!/^(tcp|unix):./.test(address)) return undefined
  // An abstract socket comes as QEMU takes it. Elsewhere a comma is part of the path, and in an option two of them are one.
  const isAbstract = /,abstract=on(,tight=off)?$/.test(address)
  return `-qmp ${quoted(`${isAbstract ? address : address.replaceAll(',', ',,')},server=on,wait=off`)}`
}

function quoted(word: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
