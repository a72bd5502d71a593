/** What a WebSocket may be opened for; the names in it are as they came. */
export type SocketRoute =
  | { kind: 'qmp'; id: string }
  | { kind: 'activity' }
  | { kind: 'vnc' | 'chardev'; id: string; name: string }

/** The sub-protocol that is spoken there. */
export type Protocol = 'qmp' | 'activity' | 'binary'

export function protocolOf({ kind }: SocketRoute): Protocol {
  return kind === 'qmp' || kind === 'activity' ? kind : 'binary'
}

/**
 * Reads the whole address of an upgrade, so that a query is as unknown as any other path: nothing counts but the name
 * of a VM, and that of its VNC server or character device.
 */
export function socketRoute(url: string): SocketRoute | undefined {
  if (url === '/api/activity') return { kind: 'activity' }
  const id = /^\/api\/vms\/(.*)\/qmp$/s.exec(url)?.[1]
  if (id !== undefined) return { kind: 'qmp', id }
  return streamRoute(url)
}

function streamRoute(url: string): SocketRoute | undefined {
  const [, id, kind, text = ''] = /^\/api\/vms\/([^/?#]+)\/streams\/(vnc|chardev)\/([^/?#]+)$/.exec(url) ?? []
  const name = decoded(text)
  if (id === undefined || name === undefined) return undefined
  return { kind: kind === 'vnc' ? 'vnc' : 'chardev', id, name }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
