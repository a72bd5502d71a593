/** What a token looks like: it fits into a header, a WebSocket sub-protocol and the fragment of an address. */
export const tokenPattern = /^[A-Za-z0-9._~-]{16,}$/
