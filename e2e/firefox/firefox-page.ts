import { expect } from '@playwright/test'
import type { BidiClient } from './bidi-client.ts'

interface Node {
  sharedId: string
}

/** A tab of Firefox. Elements are found as a screen reader finds them: by role and accessible name. */
export class FirefoxPage {
  /** Errors on its console, and what it threw. */
  readonly errors: string[] = []
  readonly #bidi: BidiClient
  readonly #context: string

  private constructor(bidi: BidiClient, context: string) {
    this.#bidi = bidi
    this.#context = context
  }

  /** The tab with which Firefox starts. */
  static async first(bidi: BidiClient): Promise<FirefoxPage> {
    const { contexts } = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree')
    const [tab] = contexts
    if (!tab) throw new Error('Firefox has no tab')
    const page = new FirefoxPage(bidi, tab.context)
    await bidi.on('log.entryAdded', ({ level, text }) => {
      if (level === 'error') page.errors.push(String(text))
    })
    return page
  }

  /** Loads an address; returns when the page and all that it names are here. */
  async goto(url: string): Promise<void> {
    await this.#bidi.send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' })
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#bidi.send('browsingContext.setViewport', {
      context: this.#context,
      viewport: { width, height },
    })
  }

  /** Waits until an element with this role and name shows this text. */
  async expectText(role: string, name: string, text: string | RegExp): Promise<void> {
    await until(async () => {
      const shown = await this.#call('(e) => e.innerText', await this.#one(role, name))
      if (typeof text === 'string') expect(shown).toContain(text)
      else expect(shown).toMatch(text)
    })
  }

  /** Waits until there is no element with this role and name. */
  async expectNone(role: string, name: string): Promise<void> {
    await until(async () => expect(await this.#find(role, name), `${role} ${name}`).toEqual([]))
  }

  /** Waits until there is such an element, on and covered by nothing, then clicks into its middle as a mouse would. */
  async click(role: string, name: string): Promise<void> {
    await until(async () => {
      const element = await this.#one(role, name)
      expect(await this.#call(clickable, element), `${role} ${name} can be clicked`).toBe(true)
      // Where the element has gone meanwhile, the first of these fails, and nothing is pressed.
      await this.#mouse([
        { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ])
    })
  }

  /** A picture of what is in view, as PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.#bidi.send<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.#context,
    })
    return Buffer.from(data, 'base64')
  }

  async #mouse(actions: object[]): Promise<void> {
    await this.#bidi.send('input.performActions', {
      context: this.#context,
      actions: [{ type: 'pointer', id: 'mouse', actions }],
    })
  }

  async #one(role: string, name: string): Promise<Node> {
    const [node] = await this.#find(role, name)
    if (!node) throw new Error(`there is no ${role} ${name}`)
    return node
  }

  async #find(role: string, name: string): Promise<Node[]> {
    const { nodes } = await this.#bidi.send<{ nodes: Node[] }>('browsingContext.locateNodes', {
      context: this.#context,
      locator: { type: 'accessibility', value: { role, name } },
    })
    return nodes
  }

  /** What a function of the page returns for an element, where that is a text or a boolean. */
  async #call(functionDeclaration: string, { sharedId }: Node): Promise<unknown> {
    const { result } = await this.#bidi.send<{ result?: { value?: unknown } }>('script.callFunction', {
      functionDeclaration,
      arguments: [{ sharedId }],
      target: { context: this.#context },
      awaitPromise: false,
    })
    return result?.value
  }
}

/** Tries again until it succeeds: an element may be replaced between two commands. */
async function until(attempt: () => Promise<void>): Promise<void> {
  await expect(attempt).toPass({ timeout: 120_000 })
}

const clickable = `(element) => {
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  const { x, y, width, height } = element.getBoundingClientRect()
  const on = element.ariaDisabled !== 'true' && !element.disabled
  return on && element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}`
