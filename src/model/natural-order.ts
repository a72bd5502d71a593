const collator = new Intl.Collator('en', { numeric: true })

/** Compares names as a person orders them: `vda` before `vdb`, `net2` before `net10`. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return collator.compare(a.name, b.name)
}
