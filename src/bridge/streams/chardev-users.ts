import { type Ask, type Members, objectsIn, textOf } from './ask.ts'

/** More than a machine of hundreds of devices needs; past it the search counts as without result. */
const mostQuestions = 4000
/** Below `/machine`: a port of a card in a container. */
const deepest = 6

/** Where devices are, most likely place first; the last has the others in it. */
const roots = ['/machine/peripheral', '/machine/peripheral-anon', '/machine/unattached', '/machine']

/** Parts of a machine that have no character device, and of which there are many. */
const tedious = /^child<(memory-region|irq|.*-cpu)>$/

/**
 * Whether a device of the VM has this character device in its `chardev` property. Monitors are no devices, so what is
 * found here is none, unless it is a multiplexer.
 */
export async function isDevicesChardev(ask: Ask, label: string): Promise<boolean> {
  const queue = [...roots]
  const seen = new Set<string>()
  let questions = 0
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    questions += 2
    if (questions > mostQuestions) return false
    const members = await membersOf(ask, path)
    if (members.some((member) => member['name'] === 'chardev')) {
      if ((await ask('qom-get', { path, property: 'chardev' })) === label) return true
    }
    if (depthOf(path) < deepest) queue.push(...childrenOf(path, members))
  }
  return false
}

/** A device may be unplugged while the search goes on. */
async function membersOf(ask: Ask, path: string): Promise<Members[]> {
  return objectsIn(await ask('qom-list', { path }).catch(() => []))
}

function childrenOf(path: string, members: readonly Members[]): string[] {
  return members
    .filter(({ type }) => textOf(type).startsWith('child<') && !tedious.test(textOf(type)))
    .map(({ name }) => `${path}/${textOf(name)}`)
}

function depthOf(path: string): number {
  return path.split('/').length - 2
}
