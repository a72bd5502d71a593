import { text } from './answer.ts'

/** What `-machine` calls the board, from `qom-get` of `type` at `/machine`: `pc-q35-10.0` for `pc-q35-10.0-machine`. */
export function machineName(type: unknown): string | undefined {
  return text(type)?.replace(/-machine$/, '')
}
