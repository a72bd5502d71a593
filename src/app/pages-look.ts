/** How many look: "2 pages look". */
export function pagesLook(count: number): string {
  return `${count} ${count === 1 ? 'page looks' : 'pages look'}`
}
