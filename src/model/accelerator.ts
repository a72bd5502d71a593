import type { Return } from '#qapi/types.ts'
import { items, type Partially, text } from './answer.ts'

type ObjectType = Return<'qom-list-types'>[number]

/** What runs the guest's code. */
export interface Accelerator {
  /** `KVM`, `TCG`, or `unknown`. */
  readonly name: string
  /** `KVM`; `TCG, KVM is built in but off`; `TCG, no KVM`; `not KVM` where it may be one of several others. */
  readonly words: string
  /** Why it matters, or `undefined` where there is nothing to be said. */
  readonly hint: string | undefined
  /** The guest is emulated although this QEMU was built with KVM. */
  readonly couldUseKvm: boolean
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
    couldUseKvm: hasKvm,
  }
}

function plain(name: string, words = name): Accelerator {
  return { name, words, hint: undefined, couldUseKvm: false }
}

/** The only accelerator of this QEMU that runs guests and is not KVM; `undefined` where there are several. */
function onlyOther(builtIn: readonly Partially<ObjectType>[] | undefined): string | undefined {
  const others = items(builtIn).flatMap(({ name }) => /^(.+)-accel$/.exec(text(name) ?? '')?.[1] ?? [])
  const able = others.filter((name) => name !== 'kvm' && name !== 'qtest')
  return able.length === 1 ? able[0] : undefined
}

/**
 * From `query-accelerators` (10.2), else `query-kvm`. The older one tells only whether it is KVM; what else it is, the
 * accelerators that are built in (`qom-list-types` of `accel`) tell where there is only one other.
 */
export function acceleratorOf(
  accelerators: Partially<Return<'query-accelerators'>> | undefined,
  kvm: Partially<Return<'query-kvm'>> | undefined,
  builtIn?: readonly Partially<ObjectType>[],
): Accelerator {
  const enabled = text(accelerators?.enabled)
  if (enabled === 'tcg') {
    const { present } = accelerators ?? {}
    return emulated(Array.isArray(present) && present.includes('kvm'))
  }
  if (enabled !== undefined) return plain(nameOf(enabled))
  if (kvm?.enabled === true) return plain('KVM')
  if (kvm?.enabled === false) {
    const other = onlyOther(builtIn)
    if (other === 'tcg') return emulated(kvm.present === true)
    return other === undefined ? plain('unknown', 'not KVM') : plain(nameOf(other))
  }
  return plain('unknown')
}
