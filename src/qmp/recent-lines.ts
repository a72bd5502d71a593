const kept = 6
const longest = 400

/** The last few lines that came, shortened, for the report of a session that cannot go on. */
export class RecentLines {
  #lines: string[] = []

  add(text: string): void {
    const line = text.trim()
    if (line === '') return
    this.#lines.push(line.length > longest ? `${line.slice(0, longest)}…` : line)
    if (this.#lines.length > kept) this.#lines.shift()
  }

  list(): readonly string[] {
    return [...this.#lines]
  }
}
