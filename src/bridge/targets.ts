import { type Address, type NamedAddress, nameOfAddress, printAddress } from './command-line/address.ts'

/** A VM the dashboard knows, under the ID by which pages ask for it. */
export interface Target {
  id: string
  name: string
  address: Address
}

/** Gives each address its ID and name. The same arguments give the same IDs, so that links last. */
export function nameTargets(addresses: readonly NamedAddress[]): Target[] {
  const taken = new Set<string>()
  return addresses.map(({ address, name }) => {
    const id = freeId(slug(name ?? nameOfAddress(address)), taken)
    taken.add(id)
    return { id, name: name ?? nameOfAddress(address), address }
  })
}

/** The address as operators see it. */
export function addressOf(target: Target): string {
  return printAddress(target.address)
}

const longestId = 63

function slug(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ['vm']
  return ending(words.join('-'), longestId)
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) {
    const suffix = `-${number}`
    id = ending(wanted, longestId - suffix.length) + suffix
  }
  return id
}

/** The end of a long slug: in a path, as in a name, that is where the difference stands. */
function ending(text: string, length: number): string {
  return text.slice(-length).replace(/^-+/, '')
}
