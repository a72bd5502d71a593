const reads = /^(query-|x-query-|x-debug-query-|qom-list|qom-get$)|-list-properties$/

/** Whether a command only looks: the run-time half of the type `ReadName`, for any name a person may type. */
export function isRead(command: string): boolean {
  return reads.test(command)
}
