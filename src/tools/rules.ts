// npm run rules: prints, as Markdown, which test holds which rule of the protocol, or why none does.
import { rules } from '#conformance/rules.ts'
import { type Claim, rulesHeld } from '#conformance/rules-held.ts'

/** Returns the exit status: 1 where a rule has neither a test nor a reason. */
export async function main(): Promise<number> {
  const held = rulesHeld()
  const rows = Object.entries(rules).map(([name, { states, needsNone }]) => {
    const tests = held.get(name) ?? []
    return { held: tests.length > 0 || needsNone !== undefined, text: row(name, states, needsNone, tests) }
  })
  console.log(['| Rule | Says | Held by |', '|---|---|---|', ...rows.map(({ text }) => text)].join('\n'))
  return rows.every((entry) => entry.held) ? 0 : 1
}

function row(name: string, states: string, needsNone: string | undefined, tests: readonly Claim[]): string {
  const cell = tests.map(({ file, claim }) => `\`${file}\`: ${plain(claim)}`).join('<br>')
  return `| ${name} | ${states} | ${cell || `no test: ${needsNone ?? '**nothing**'}`} |`
}

/** A claim as text of a cell. */
function plain(claim: string): string {
  return claim.replace(/\\(.)/g, '$1').replace(/[|<>*_`\\]/g, '\\$&')
}
