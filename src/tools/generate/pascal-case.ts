/** `query-block` → `QueryBlock`, `BLOCK_IO_ERROR` → `BlockIoError`, `tray_open` → `TrayOpen`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (word === word.toUpperCase() ? word.toLowerCase() : word))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
