import { ApiFailure } from '#api/api-failure.ts'

/** The address in what was pasted: the page's own options begin with the name of the option. */
export function addressIn(text: string): string {
  return text.trim().replace(/^--?qmp(-pretty)?\s+/, '')
}

/** The ID of the VM that has the address already, where that is why a VM was not added. */
export function idOfTwin(failure: unknown): string | undefined {
  return failure instanceof ApiFailure && failure.code === 'already-there' ? failure.id : undefined
}
