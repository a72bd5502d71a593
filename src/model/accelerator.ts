import type { Return } from '#qapi/types.ts'
import { type Loose, text } from './answer.ts'

/** What runs the guest's code. */
export interface Accelerator {
  /** `KVM`, `TCG`, or `unknown`. */
  readonly name: string
  /** `KVM`; `TCG, KVM is built in but off`; `TCG, no KVM`. */
  readonly words: string
  /** Why it matters, or `undefined` where there is nothing to be said. */
  readonly hint: string | undefined
}

const names: Readonly<Record<string, string>> = {
  kvm: 'KVM',
  tcg: 'TCG',
  hvf: 'HVF',
  whpx: 'WHPX',
  xen: 'Xen',
  nvmm: 'NVMM',
  mshv: 'MSHV',
}

const nameOf = (accelerator: string) =>
  (Object.hasOwn(names, accelerator) ? names[accelerator] : undefined) ?? accelerator

const slow = 'TCG emulates the guest in software, many times slower than the host.'
const canBeFast = 'This QEMU has KVM: with -accel kvm the guest runs near host speed.'

/** QEMU says what it was built with; whether the host lets it use that, QMP does not say. */
function emulated(hasKvm: boolean): Accelerator {
  return {
    name: 'TCG',
    words: hasKvm ? 'TCG, KVM is built in but off' : 'TCG, no KVM',
    hint: hasKvm ? `${slow} ${canBeFast}` : slow,
  }
}

/**
 * From `query-accelerators` (10.2), else `query-kvm`. The older one tells only whether it is KVM: without, this says
 * TCG, which is wrong for Xen, HVF and WHPX alone.
 */
export function acceleratorOf(
  accelerators: Loose<Return<'query-accelerators'>> | undefined,
  kvm: Loose<Return<'query-kvm'>> | undefined,
): Accelerator {
  const enabled = text(accelerators?.enabled)
  if (enabled === 'tcg') {
    const { present } = accelerators ?? {}
    return emulated(Array.isArray(present) && present.includes('kvm'))
  }
  if (enabled !== undefined) return { name: nameOf(enabled), words: nameOf(enabled), hint: undefined }
  if (kvm?.enabled === true) return { name: 'KVM', words: 'KVM', hint: undefined }
  if (kvm?.enabled === false) return emulated(kvm.present === true)
  return { name: 'unknown', words: 'unknown', hint: undefined }
}
