import type { Version } from '#qapi/names.ts'
import { amount, type Partially, text } from './answer.ts'

/** A version of QEMU, told to a person. */
export interface QemuVersion {
  /** `10.0.13`, or for a release candidate what it is to become: `11.1.0-rc2`. */
  readonly label: string
  readonly stage: 'release' | 'candidate' | 'development' | 'unknown'
  /** What the packager calls it: `Debian 1:10.0.13+ds-0+deb13u1`. */
  readonly package: string | undefined
}

interface Triple {
  readonly major: number
  readonly minor: number
  readonly micro: number
}

const unknown = { label: 'unknown', stage: 'unknown' } as const

/** The last minor of each series; since 4 a year has three releases. */
const lastMinors: Readonly<Record<number, number>> = { 0: 15, 1: 7, 2: 12, 3: 1 }

/** P-11: micro counts from 90 for the candidates of the next release, and is 50 between releases. */
function labelOf({ major, minor, micro }: Triple): Pick<QemuVersion, 'label' | 'stage'> {
  if (micro >= 90) {
    const isLast = minor >= (lastMinors[major] ?? 2)
    const next = isLast ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`
    return { label: `${next}-rc${micro - 90}`, stage: 'candidate' }
  }
  return { label: `${major}.${minor}.${micro}`, stage: micro >= 50 ? 'development' : 'release' }
}

function tripleInText(version: string): Triple | undefined {
  const [, major, minor, micro] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []
  if (micro === undefined) return undefined
  return { major: Number(major), minor: Number(minor), micro: Number(micro) }
}

function tripleIn(qemu: Partially<Version>['qemu']): Triple | undefined {
  if (typeof qemu === 'string') return tripleInText(qemu)
  const [major, minor, micro] = [amount(qemu?.major), amount(qemu?.minor), amount(qemu?.micro)]
  if (major === undefined || minor === undefined) return undefined
  return { major, minor, micro: micro ?? 0 }
}

/**
 * The answer of `query-version`, or `version` of a greeting, from any era: three numbers, a text among members
 * (P-02, P-03), or, before 0.12, a bare text.
 */
export function versionOf(answer: Partially<Version> | string | undefined): QemuVersion {
  const qemu = typeof answer === 'string' ? answer : answer?.qemu
  const packager = typeof answer === 'string' ? undefined : text(answer?.package)?.trim()
  const triple = tripleIn(qemu)
  const asItIs = text(qemu)
  const told = triple ? labelOf(triple) : asItIs === undefined ? unknown : { ...unknown, label: asItIs }
  return { ...told, package: packager?.replace(/^\((.*)\)$/, '$1') || undefined }
}

/** Whether it is this version or a newer one; `undefined` where the answer has no numbers. */
export function isAtLeast(
  answer: Partially<Version> | undefined,
  major: number,
  minor: number,
): boolean | undefined {
  const triple = tripleIn(answer?.qemu)
  return triple && (triple.major > major || (triple.major === major && triple.minor >= minor))
}
