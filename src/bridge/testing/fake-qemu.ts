import type { Socket } from 'node:net'
import { FakeListener } from './fake-listener.ts'

export const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}'

/** What a fake does with a client. */
type Talk = (client: Socket, qemu: FakeQemu) => void

/** A QEMU that does with each client what a test wants. */
export class FakeQemu extends FakeListener {
  /** All that clients have sent, where `talk` listens to them. */
  received = ''

  /** Starts one; by default it greets and listens. */
  static async start(talk: Talk = greetAndListen, over: 'unix' | 'tcp' = 'unix'): Promise<FakeQemu> {
    const qemu: FakeQemu = new FakeQemu((client) => talk(client, qemu))
    await qemu.listen(over)
    return qemu
  }

  /** Says something to every client. */
  say(text: string): void {
    for (const client of this.clients) client.write(text)
  }
}

/** Keeps what the client says. */
export function listen(client: Socket, qemu: FakeQemu): void {
  client.on('data', (data) => {
    qemu.received += data.toString()
  })
}

/** Greets at once, and listens. */
export function greetAndListen(client: Socket, qemu: FakeQemu): void {
  client.write(`${greeting}\r\n`)
  listen(client, qemu)
}
