import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Target } from '../../target/target.ts'
import { connected, kill, qemuProgram, startProgram } from '../../testing/programs.ts'
import type { StreamedVm } from '../streams.ts'

/**
 * Writes the alphabet to the first serial port, over and over:
 * mov bl,'A' / wait: mov dx,3fd; in al,dx; test al,20; jz wait / mov dx,3f8; mov al,bl; out dx,al / inc bl; cmp bl,'['; jne wait / jmp
 */
const chattingGuest = Buffer.alloc(512)
chattingGuest.write('b341bafd03eca82074f8baf80388d8eefec380fb5b75ebebe7', 'hex')
chattingGuest.writeUInt16LE(0xaa55, 510)

/** A PC in a real QEMU with a guest that talks on its serial port, and a QMP monitor to ask by. */
export class RealVm implements StreamedVm {
  readonly target: Target
  readonly process: ChildProcess
  readonly #folder: string
  readonly #monitor: Socket
  readonly #answers: AsyncIterator<string>
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(folder: string, process: ChildProcess, monitor: Socket) {
    this.#folder = folder
    this.process = process
    this.#monitor = monitor
    this.#answers = createInterface({ input: monitor })[Symbol.asyncIterator]()
    const address = { kind: 'unix', path: join(folder, 'qmp.sock') } as const
    this.target = { id: 'vm', name: 'vm', source: 'argument', address }
  }

  /** @param args of QEMU, with FOLDER for the folder of its own that it is started in */
  static async start(args: string[]): Promise<RealVm> {
    const folder = await mkdtemp(join(tmpdir(), 'real-vm-'))
    await writeFile(join(folder, 'boot.img'), chattingGuest)
    const all = [
      ...['-M', 'pc', '-nodefaults', '-display', 'none', '-m', '16'],
      ...['-drive', 'file=FOLDER/boot.img,format=raw,if=floppy'],
      ...['-qmp', 'unix:FOLDER/qmp.sock,server=on,wait=off'],
      ...args,
    ]
    const command = [qemuProgram, ...all.map((arg) => arg.replaceAll('FOLDER', folder))]
    const child = startProgram(command, { cwd: folder })
    const vm = new RealVm(folder, child, await connected(join(folder, 'qmp.sock'), child))
    await vm.#answers.next()
    await vm.ask('qmp_capabilities')
    return vm
  }

  ask(command: string, args?: object): Promise<unknown> {
    const answer = this.#turn.then(() => this.#exchange(command, args))
    this.#turn = answer.catch(() => {})
    return answer
  }

  async stop(): Promise<void> {
    this.#monitor.destroy()
    await kill(this.process)
    await rm(this.#folder, { recursive: true })
  }

  async #exchange(command: string, args: object | undefined): Promise<unknown> {
    this.#monitor.write(`${JSON.stringify({ execute: command, arguments: args })}\n`)
    for (;;) {
      const { value } = await this.#answers.next()
      const { error, event, return: result } = JSON.parse(value ?? '{"error": {"desc": "gone"}}')
      if (error) throw new Error(error.desc)
      if (event === undefined) return result
    }
  }
}
