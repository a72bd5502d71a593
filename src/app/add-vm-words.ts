import { ApiFailure } from '#api/api-failure.ts'

/** The ID of the VM that has the address already, where that is why a VM was not added. */
export function idOfTwin(failure: unknown): string | undefined {
  return failure instanceof ApiFailure && failure.code === 'already-there' ? failure.id : undefined
}
