import type { IsWide } from './find-wide-members.ts'
import { keyOf, type ObjectShape, objectOf, type Ref, type Schema, shapeOf, valuesOf } from './merge.ts'
import { onlyIn } from './only-in.ts'
import { pascalCase } from './pascal-case.ts'

/** Which way a value travels: what we send is checked to the letter, what comes may be newer than we are. */
type Direction = 'sent' | 'received'

/** Writes TypeScript types; a type met again, travelling the same way, keeps the name of its first meeting. */
export interface TypeWriter {
  /** The text that stands for a type where it is used. `path` is the name for it, should it need one. */
  expression(refs: readonly Ref[], path: string, direction: Direction): string
  /** The declarations of all types that the expressions given out so far name, and of those that these name. */
  declarations(): string[]
}

const builtinTypes: Record<string, string> = {
  str: 'string',
  int: 'number',
  number: 'number',
  bool: 'boolean',
  null: 'null',
  any: 'unknown',
}

export function typeWriter(isWide: IsWide): TypeWriter {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const queue: (() => string)[] = []

  // Declared breadth first, so that a type met near a command is not named by a long way from another.
  function nameOf(key: string, path: string, declare: (name: string) => string): string {
    const known = names.get(key)
    if (known !== undefined) return known
    let name = path
    for (let count = 2; taken.has(name); count += 1) name = `${path}${count}`
    taken.add(name)
    names.set(key, name)
    queue.push(() => declare(name))
    return name
  }

  function expression(refs: readonly Ref[], path: string, direction: Direction, wide = false): string {
    const { builtins, enums, elements, objects } = shapeOf(refs)
    if (builtins.has('any')) return 'unknown'
    const branches = new Set<string>()
    for (const builtin of builtins) {
      if (builtin === 'int' && wide) branches.add('number').add('bigint')
      else if (builtin !== 'str' || enums.length === 0) branches.add(builtinTypes[builtin] ?? 'unknown')
    }
    if (enums.length > 0) {
      const open = direction === 'received' || builtins.has('str')
      const key = `${open ? 'open' : 'closed'} ${keyOf(enums)}`
      branches.add(nameOf(key, path, (name) => enumDeclaration(name, enums, open)))
    }
    if (objects.length > 0) branches.add(objectExpression(objects, path, direction))
    if (elements.length > 0) {
      const element = expression(elements, `${path}Item`, direction, wide)
      branches.add(element.includes('|') ? `(${element})[]` : `${element}[]`)
    }
    return [...branches].join(' | ')
  }

  function objectExpression(refs: readonly Ref[], path: string, direction: Direction): string {
    const object = objectOf(refs)
    if (object.members.size === 0) return 'NoMembers'
    const key = keyOf(refs)
    return nameOf(`${direction} ${key}`, path, (name) => objectDeclaration(name, refs, object, direction))
  }

  function objectDeclaration(
    name: string,
    refs: readonly Ref[],
    object: ObjectShape,
    direction: Direction,
  ): string {
    const { tag, members } = object
    const key = keyOf(refs)
    const body = [...members]
      .filter(([member]) => member !== tag)
      .flatMap(([member, about]) => {
        const path = name + pascalCase(member)
        const type = expression(about.types, path, direction, isWide(key, member))
        const only = onlyIn(schemasOf(about.types), schemasOf(refs))
        return [...commentOn(about.features, only), `  ${signature(member, about.optional)}: ${type}`]
      })
    if (tag === undefined) return `interface ${name} {\n${body.join('\n')}\n}`
    const union = variants(name, tag, object, direction).map((variant) => `  | ${variant}`)
    if (body.length === 0) return `type ${name} =\n${union.join('\n')}`
    return `type ${name} = {\n${body.join('\n')}\n} & (\n${union.join('\n')}\n)`
  }

  /** One member of the union for each group of tag values that bring the same members. */
  function variants(name: string, tag: string, object: ObjectShape, direction: Direction): string[] {
    const groups = new Map<string, { values: string[]; refs: Ref[] }>()
    for (const [value, refs] of object.cases) {
      const key = objectOf(refs).members.size === 0 ? '' : keyOf(refs)
      const group = groups.get(key) ?? { values: [], refs }
      group.values.push(value)
      groups.set(key, group)
    }
    const tagOf = (values: string): string =>
      `{ ${signature(tag, object.members.get(tag)?.optional ?? false)}: ${values} }`
    const union = [...groups].map(([key, { values, refs }]) => {
      const tagged = tagOf(values.map(quoted).join(' | '))
      if (key === '') return tagged
      const path = `${name}As${pascalCase(values[0] ?? '')}`
      return `(${tagged} & ${objectExpression(refs, path, direction)})`
    })
    return direction === 'received' ? [...union, tagOf('Unlisted')] : union
  }

  function declarations(): string[] {
    const texts: string[] = []
    for (let declare = queue.shift(); declare; declare = queue.shift()) texts.push(declare())
    return texts
  }

  return { expression, declarations }
}

function enumDeclaration(name: string, refs: readonly Ref[], open: boolean): string {
  const values = valuesOf(refs)
  const marked = [...values].flatMap(([value, about]) => {
    const only = onlyIn(schemasOf(about.refs), schemasOf(refs))
    const marks = [...about.features, ...(only === undefined ? [] : [only])]
    return marks.length === 0 ? [] : [`${value} (${marks.join(', ')})`]
  })
  const comment = marked.length === 0 ? '' : `/** ${marked.join(', ')} */\n`
  const union = [...values.keys()].map(quoted)
  return `${comment}type ${name} = ${[...union, ...(open ? ['(string & {})'] : [])].join(' | ')}`
}

function schemasOf(refs: readonly Ref[]): Schema[] {
  return refs.map(({ schema }) => schema)
}

/** Of QEMU's features only two concern who writes code against something; and, next to these, who has it. */
export function commentOn(features: ReadonlySet<string>, only: string | undefined): string[] {
  const tags = ['deprecated', 'unstable'].filter((feature) => features.has(feature)).map((tag) => `@${tag}`)
  const words = only === undefined ? [] : [`${only.charAt(0).toUpperCase()}${only.slice(1)}.`]
  const parts = [...words, ...tags]
  return parts.length === 0 ? [] : [`  /** ${parts.join(' ')} */`]
}

function signature(name: string, optional: boolean): string {
  return `${/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)}${optional ? '?' : ''}`
}

export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
