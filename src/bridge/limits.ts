import { messageLimit } from '#qmp/wire/framing.ts'

/**
 * The limits of the bridge: how much clients, QEMU and the host can make it hold. The table in README.md names each of
 * them. They are handed down from `dashboard.ts`, so a test can set others.
 * Times are in milliseconds, sizes in bytes.
 */
export const defaultLimits = {
  /** TCP connections at a time, WebSockets included. */
  connections: 4096,
  /** Connections that are not WebSockets; beyond, the oldest is closed. */
  requestConnections: 2048,
  /** Connections that have not sent a whole request yet; beyond, the oldest is closed. */
  pendingConnections: 1024,
  /** To receive the headers of a request. */
  headersMs: 3000,
  /** To receive a request, its body included. */
  requestMs: 5000,
  /** Without a byte either way, after which a connection that is not a WebSocket is closed. */
  idleMs: 30_000,
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
  /** One message of a client to a QMP session, and so a command. */
  commandBytes: 1024 * 1024,
  /** Arguments of a command from a read-only client. */
  viewerArgumentBytes: 4096,
  /** Refused acts of one client that others are notified of, in a second. */
  refusalsReported: 16,
  /** Clients of one VM that wait until QEMU has said where their stream is. */
  waitingStreams: 512,
  /** Questions of the bridge itself to a QEMU, such as where a display is, that wait at a time. */
  bridgeQuestions: 256,
  /** One client's commands that QEMU has not been given, and answers that wait for earlier ones. Beyond, the client is not read ... */
  waitingCommands: 256,
  /** ... and their size together. */
  waitingCommandBytes: 1024 * 1024,
  /** In-band commands with QEMU at a time (one before QEMU 1.0). */
  commandsInFlight: 7,
  /** One message of QEMU. */
  messageBytes: messageLimit,
  /** Queued for a client, which is disconnected beyond. */
  waitingBytes: 16 * 1024 * 1024,
  /** A client that has accepted no data for this long, with data queued, is disconnected. */
  stallMs: 10_000,
  /** A client is disconnected when QEMU has accepted nothing of what it sent for this long. */
  pauseMs: 60_000,
  /** Between two pings of a client. */
  pingMs: 20_000,
  /** A client that answers none of this many is disconnected. */
  unansweredPings: 3,
  /** To connect to QEMU, and then for its greeting. */
  connectMs: 3000,
  greetingMs: 3000,
  /** How long QEMU's socket is kept after the last client has left. */
  lingerMs: 3000,
  /** Events of a VM that are kept, and their size together. */
  keptEvents: 4096,
  keptEventBytes: 4 * 1024 * 1024,
  /** One message to the bridge on `/api/activity`, which expects none ... */
  activityClientBytes: 1024,
  /** ... and how many of them. */
  activityClientMessages: 8,
  /** Waiting for a reader of `/api/activity`. */
  activityWaitingBytes: 1024 * 1024,
  /** Arguments of a command that `/api/activity` reports; longer ones are left out. */
  activityArgumentBytes: 16 * 1024,
  /** Acts on all VMs together that are kept for readers who come later, and their size together. */
  keptActs: 1000,
  keptActBytes: 256 * 1024,
  /** Changes of one VM within this time are coalesced into one message of `/api/activity`. */
  activityPauseMs: 50,
  /** VMs that were discovered or added. */
  foundVms: 256,
  /** IDs that are kept for VMs that have gone. */
  rememberedIds: 10_000,
  /** Between two scans of the processes of this host. */
  scanMs: 2000,
  /** How long a list of VMs waits for such a scan. */
  scanWaitMs: 1000,
  /** Lines of the audit that wait for the disk. */
  auditWaitingBytes: 8 * 1024 * 1024,
  /** Between two checks whether the audit's file is still the one of that name. */
  auditCheckMs: 1000,
  /** One message to a stream: a mebibyte of payload, and a few bytes for the protocol around it. */
  streamMessageBytes: 1024 * 1024 + 64,
  /** A client of a VNC stream that has accepted no data for this long is disconnected. */
  streamStallMs: 60_000,
  /** For QEMU to say where a stream is. */
  askMs: 10_000,
  /** A serial port is kept this long after its last client has left. */
  holdMs: 2000,
  /** For QEMU to accept the last bytes and close, once the bridge has hung up. */
  hangUpMs: 2000,
  /** Fragments of one WebSocket message. */
  maxFragments: 64,
  /** Packets of one WebSocket message; on a slow network each may be little more than a kilobyte. */
  maxBufferedChunks: 1024,
  /** Pings of a client whose answers it does not read. */
  maxPendingAutoPongs: 8,
  /** For a client to answer the close of its WebSocket. */
  closeTimeout: 2000,
} as const

export type Limits = Readonly<Record<keyof typeof defaultLimits, number>>
