export const mebibyte = 1024 * 1024

/** What a stream's peer can be asked for; the number of MiB follows in three bytes. */
export const streamRequests = { echo: 1, say: 2, hear: 3, hearNothing: 4 } as const

export function streamRequest(kind: keyof typeof streamRequests, mebibytes = 0): Buffer {
  const request = Buffer.alloc(4)
  request[0] = streamRequests[kind]
  request.writeUIntBE(mebibytes, 1, 3)
  return request
}
