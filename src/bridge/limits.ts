import { messageLimit } from '#qmp/wire/framing.ts'

/**
 * The limits of the bridge: what a stranger, a page, a QEMU or a host full of VMs can make it hold. The table in README.md
 * names each of them. They are handed down from where the dashboard is put together, so a test can set others.
 * Times are in milliseconds, sizes in bytes.
 */
export const defaultLimits = {
  /** TCP connections at a time, WebSockets included. */
  connections: 4096,
  /** Connections that have become no WebSocket; beyond, the oldest go first. */
  requestConnections: 2048,
  /** Connections that have not said anything whole yet; beyond, the oldest go first. */
  speechlessConnections: 1024,
  /** For the headers of a request to be there. */
  headersMs: 3000,
  /** For a request to be there, its body included. */
  requestMs: 5000,
  /** Without a byte either way, after which a connection that is no WebSocket is cut. */
  stillMs: 30_000,
  /** For the handshake of TLS. */
  tlsHandshakeMs: 5000,
  headerBytes: 8192,
  /** The body of a `POST`. */
  bodyBytes: 16 * 1024,
  /** Answers to wrong tokens: one at a time, this far apart ... */
  refusalMs: 100,
  /** ... and no more of them waiting than this. */
  waitingRefusals: 32,
  /** WebSockets at a time, whatever they carry. */
  webSockets: 2000,
  /** One message of a viewer to a QMP session, and so a command. */
  commandBytes: 1024 * 1024,
  /** Arguments of a command by someone who may only look. */
  viewerArgumentBytes: 4096,
  /** Acts of one viewer that the bridge refused and tells of, in a second. */
  refusalsTold: 16,
  /** Viewers of one VM that wait until QEMU has said where their stream is. */
  streamsWaiting: 512,
  /** Questions of the bridge itself to a QEMU, such as where a display is, that wait at a time. */
  bridgeQuestions: 256,
  /** What waits of a viewer: commands that QEMU has not been given, and answers that wait for earlier ones. Beyond, the viewer is not read any further ... */
  waitingCommands: 256,
  /** ... and their size together. */
  waitingCommandBytes: 1024 * 1024,
  /** In-band commands with QEMU at a time (one before QEMU 1.0). */
  commandsInFlight: 7,
  /** One message of QEMU. */
  messageBytes: messageLimit,
  /** Waiting for a viewer, which is sent away beyond. */
  waitingBytes: 16 * 1024 * 1024,
  /** Without taking anything, after which a viewer that something waits for is sent away. */
  stallMs: 10_000,
  /** During which QEMU takes nothing of what a viewer has sent, after which the viewer is sent away. */
  pauseMs: 60_000,
  /** Between two pings of a viewer. */
  pingMs: 20_000,
  /** So many of them without any sign of life, and a viewer counts as dead. */
  unansweredPings: 3,
  /** To connect to QEMU, and then for its greeting. */
  connectMs: 3000,
  greetingMs: 3000,
  /** During which QEMU's socket is kept after the last viewer has left. */
  lingerMs: 3000,
  /** Events of a VM that are kept, and their size together. */
  keptEvents: 4096,
  keptEventBytes: 4 * 1024 * 1024,
  /** One message to the bridge on `/api/activity`, where there is nothing to say ... */
  activityClientBytes: 1024,
  /** ... and how many of them. */
  activityClientMessages: 8,
  /** Waiting for a reader of `/api/activity`. */
  activityWaitingBytes: 1024 * 1024,
  /** Arguments of a command as `/api/activity` tells of them; longer ones are left out. */
  activityArgumentBytes: 16 * 1024,
  /** During which changes of one VM become one message of `/api/activity`. */
  activityPauseMs: 50,
  /** VMs that were discovered or added. */
  foundVms: 256,
  /** IDs that are kept for VMs that have gone. */
  rememberedIds: 10_000,
  /** Between two looks at the processes of this host. */
  lookMs: 2000,
  /** How long a list of VMs waits for such a look. */
  lookPatienceMs: 1000,
  /** Lines of the audit that wait for the disk. */
  auditWaitingBytes: 8 * 1024 * 1024,
  /** Between two checks whether the audit's file is still the one of that name. */
  auditCheckMs: 1000,
  /** One message to a stream: a mebibyte of payload, and room for the few bytes that a protocol puts around it. */
  streamMessageBytes: 1024 * 1024 + 64,
  /** Without a client of a VNC stream accepting anything, after which it is disconnected. */
  streamStallMs: 60_000,
  /** For QEMU to say where a stream is. */
  askMs: 10_000,
  /** A serial port is kept this long after its last client has left. */
  holdMs: 2000,
  /** For QEMU to take the last bytes and close, once the bridge has hung up. */
  hangUpMs: 2000,
  /** Fragments of one WebSocket message. */
  maxFragments: 64,
  /** Packets of one WebSocket message: the longest may come in packets of a slow network, little more than a kilobyte each. */
  maxBufferedChunks: 1024,
  /** Pings of a client whose answers it does not read. */
  maxPendingAutoPongs: 8,
  /** For a client to answer the close of its WebSocket. */
  closeTimeout: 2000,
} as const

export type Limits = Readonly<Record<keyof typeof defaultLimits, number>>
