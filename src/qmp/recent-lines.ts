const kept = 6
const longest = 400

/** The last few lines that came, shortened, for the report of a session that cannot go on. */
export class RecentLines {
  #lines: string[] = []

  add(text: string): void {
    for (const line of text.split(/[\r\n]+/)) {
      const shown = line.trim()
      if (shown !== '') this.#lines.push(shown.length > longest ? `${shown.slice(0, longest)}…` : shown)
    }
    this.#lines.splice(0, this.#lines.length - kept)
  }

  list(): readonly string[] {
    return [...this.#lines]
  }
}
