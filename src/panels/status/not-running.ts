// What is needed only once a VM is stopped or has ended; it is loaded in one piece.
export { Ended } from './ended.tsx'
export { StoppedNotice } from './stopped-notice.tsx'
