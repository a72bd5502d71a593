import { connect, type OnReadOpts, type Socket } from 'node:net'

/** Where a socket is. */
export type DialAddress = { host: string; port: number } | { path: string }

/**
 * Begins to connect. What takes longer than so many milliseconds fails with `ETIMEDOUT`.
 * @param onread the memory to read into, and who takes what was read
 */
export function dial(address: DialAddress, connectMs: number, onread: OnReadOpts): Socket {
  const socket = connect({
    ...address,
    onread,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 20_000,
  })
  let timer: NodeJS.Timeout | undefined = setTimeout(() => socket.destroy(timedOut()), connectMs)
  const decided = () => {
    clearTimeout(timer)
    timer = undefined
  }
  // `once` would keep more than these do, and there are thousands of streams.
  return socket.on('connect', decided).on('close', decided)
}

/** Says goodbye once what was written has left; who does not close within so many milliseconds is cut off. */
export function hangUp(socket: Socket, lingerMs: number): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  socket.on('close', () => clearTimeout(timer)).end()
}

function timedOut(): Error {
  return Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' })
}
