/** "2 viewers" */
export function pagesLook(count: number): string {
  return `${count} ${count === 1 ? 'viewer' : 'viewers'}`
}
