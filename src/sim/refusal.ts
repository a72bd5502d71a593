/** A command that QEMU refuses, with the words it uses. */
export class Refusal extends Error {
  readonly errorClass: ErrorClass

  constructor(desc: string, errorClass: ErrorClass = 'GenericError') {
    super(desc)
    this.errorClass = errorClass
  }
}

/** The classes that are left since QEMU 1.2. */
export type ErrorClass =
  | 'GenericError'
  | 'CommandNotFound'
  | 'DeviceNotActive'
  | 'DeviceNotFound'
  | 'KVMMissingCap'

export function deviceNotFound(name: string): Refusal {
  return new Refusal(`Device '${name}' not found`, 'DeviceNotFound')
}
