import { type Ask, type Members, objectsIn, textOf } from './ask.ts'

/** More than a machine of hundreds of devices needs; past it the search counts as without result. */
const mostQuestions = 4000
/** Below `/machine`: a port of a card in a container. */
const deepest = 6

/** Where devices are, most likely place first; the last has the others in it. */
const roots = ['/machine/peripheral', '/machine/peripheral-anon', '/machine/unattached', '/machine']

/** Parts of a machine that have no character device, and of which there are many. */
const tedious = /^child<(memory-region|irq|.*-cpu)>$/

/** A place in the tree of a machine's objects, and the QOM type of what is there. */
interface Place {
  path: string
  type: string
}

/**
 * The QOM type of the device that has this character device in its `chardev` property; undefined where none has. Monitors
 * are no devices, so what is found here is none, unless it is a multiplexer.
 */
export async function deviceOfChardev(ask: Ask, label: string): Promise<string | undefined> {
  const queue: Place[] = roots.map((path) => ({ path, type: '' }))
  const seen = new Set<string>()
  let questions = 0
  for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
    const { path, type } = place
    if (seen.has(path)) continue
    seen.add(path)
    questions += 2
    if (questions > mostQuestions) return undefined
    const members = await membersOf(ask, path)
    const hasChardev = members.some((member) => member['name'] === 'chardev')
    if (hasChardev && (await chardevOf(ask, path)) === label) return type
    if (depthOf(path) < deepest) queue.push(...childrenOf(path, members))
  }
  return undefined
}

// A device may be unplugged while the search goes on.

async function chardevOf(ask: Ask, path: string): Promise<unknown> {
  return await ask('qom-get', { path, property: 'chardev' }).catch(() => undefined)
}

async function membersOf(ask: Ask, path: string): Promise<Members[]> {
  return objectsIn(await ask('qom-list', { path }).catch(() => []))
}

function childrenOf(path: string, members: readonly Members[]): Place[] {
  return members
    .filter(({ type }) => textOf(type).startsWith('child<') && !tedious.test(textOf(type)))
    .map(({ name, type }) => ({ path: `${path}/${textOf(name)}`, type: textOf(type).slice(6, -1) }))
}

function depthOf(path: string): number {
  return path.split('/').length - 2
}
