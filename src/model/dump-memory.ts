import type { Action } from './action.ts'

/**
 * The act that writes the guest's memory to a file on QEMU's host (`dump-guest-memory`, 1.2). QEMU answers at once and
 * tells the end by DUMP_COMPLETED where it can (2.6); before, it answers when all is written.
 *
 * @param path of a file that QEMU makes, from `/`
 * @param inBackground whether this QEMU has `query-dump`, which came with writing in the background
 */
export function dumpMemory(path: string, inBackground: boolean): Action<'dump-guest-memory'> {
  return {
    name: 'Dump memory',
    command: 'dump-guest-memory',
    arguments: { paging: false, protocol: `file:${path}`, ...(inBackground && { detach: true }) },
    does: 'Writes all of the guest’s memory to a file on QEMU’s host.',
    whyNot: /^\/.*[^/]$/.test(path) ? undefined : 'Give the whole path of a file, from /.',
  }
}
