/** "2 viewers" */
export function viewerCount(count: number): string {
  return `${count} ${count === 1 ? 'viewer' : 'viewers'}`
}
