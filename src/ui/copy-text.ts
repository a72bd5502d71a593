/**
 * Puts text on the clipboard. Call it straight from the click: Safari, and other browsers after some seconds, lets a page
 * write only while it handles one, so a text that is still to come is promised to the clipboard rather than awaited.
 * Browsers hide the clipboard from pages that came over plain http from another host; there the old way still
 * works, from a field inside `near`, which a modal dialog keeps within reach.
 * @returns whether it worked; not where the text never comes
 */
export async function copyText(text: string | Promise<string>, near: HTMLElement): Promise<boolean> {
  try {
    await (typeof text === 'string' ? navigator.clipboard.writeText(text) : writePromised(text))
    return true
  } catch {
    return Promise.resolve(text).then(
      (come) => copyFromField(come, near),
      () => false,
    )
  }
}

/** Where the text never comes, this rejects. */
async function writePromised(text: Promise<string>): Promise<void> {
  const blob = text.then((come) => new Blob([come], { type: 'text/plain' }))
  // A browser without this kind of clipboard throws before anything handles a failure of the promise.
  blob.catch(() => {})
  await Promise.all([navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]), blob])
}

function copyFromField(text: string, near: HTMLElement): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'sr-only'
  near.append(field)
  field.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
  }
}
