// What is needed only once a VM stands or has ended; it comes in one piece.
export { Ended } from './ended.tsx'
export { StoppedNotice } from './stopped-notice.tsx'
