import type { IncomingMessage } from 'node:http'
import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import { type AddRules, CannotAdd, readNewVm } from '../registry/new-vm.ts'
import type { VmRegistry } from '../registry/vm-registry.ts'
import { AddressError } from '../target/address.ts'
import { type Answer, failure, json, nothing } from './answers.ts'
import { readJsonBody } from './read-body.ts'

/** What `POST` and `DELETE` under `/api/vms` change, for operators alone. */
export class VmChanges {
  readonly #registry: VmRegistry
  readonly #rules: AddRules
  readonly #limits: Limits

  constructor(registry: VmRegistry, rules: AddRules, limits: Limits) {
    this.#limits = limits
    this.#registry = registry
    this.#rules = rules
  }

  /** `POST /api/vms` */
  async add(request: IncomingMessage, role: Role): Promise<Answer> {
    if (role !== 'operator') return readOnly()
    const read = await readJsonBody(request, this.#limits.bodyBytes)
    if ('status' in read) return read
    try {
      const added = this.#registry.add(readNewVm(read.value, this.#rules))
      if (!('notAdded' in added)) return json(added.describe(role), 201)
      return added.notAdded === 'there' ? alreadyThere(added.id) : tooMany()
    } catch (error) {
      if (error instanceof AddressError) return failure(400, 'malformed', error.message)
      if (error instanceof CannotAdd)
        return failure(statuses[error.code], error.code, error.message, {}, error.fields)
      throw error
    }
  }

  /** `DELETE /api/vms/ID` */
  remove(id: string, role: Role): Answer {
    if (role !== 'operator') return readOnly()
    switch (this.#registry.remove(id)) {
      case 'removed':
        return nothing
      case 'unknown':
        return noSuchVm()
      case 'not-added':
        return failure(409, 'not-added', 'Only a VM that was added in the page can be removed from the list.')
    }
  }
}

const statuses: Record<CannotAdd['code'], number> = { malformed: 400, 'host-not-allowed': 403 }

export function noSuchVm(): Answer {
  return failure(404, 'no-such-vm', 'No such VM.')
}

function readOnly(): Answer {
  return failure(403, 'read-only', 'This token is read-only.')
}

function alreadyThere(id: string): Answer {
  return failure(409, 'already-there', `A VM already has this address: ${id}.`, {}, { id })
}

function tooMany(): Answer {
  return failure(409, 'too-many', 'Too many VMs: remove one, or give this address as an argument.')
}
