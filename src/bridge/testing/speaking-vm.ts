import type { Limits } from '../limits.ts'
import { FakeQemu } from './fake-qemu.ts'
import { type Heard, SpeakingQemu } from './speaking-qemu.ts'
import { TestMonitor } from './test-monitor.ts'
import type { TestViewer } from './test-viewer.ts'

/** A QEMU whose answers a test gives, and the monitor that shares it. */
export class SpeakingVm {
  readonly socket: FakeQemu
  readonly qemu: SpeakingQemu
  readonly monitor: TestMonitor

  private constructor(socket: FakeQemu, qemu: SpeakingQemu, monitor: TestMonitor) {
    this.socket = socket
    this.qemu = qemu
    this.monitor = monitor
  }

  /** @param answer as of SpeakingQemu; @param greets its greeting, where that matters */
  static async start(
    answer?: (heard: Heard) => object | undefined,
    limits: Partial<Limits> = {},
    greets?: string,
  ): Promise<SpeakingVm> {
    const qemu = new SpeakingQemu(answer, greets)
    const socket = await FakeQemu.start(qemu.talk)
    return new SpeakingVm(socket, qemu, await TestMonitor.start(socket.address, limits))
  }

  async stop(): Promise<void> {
    await this.monitor.close()
    await this.socket.stop()
  }
}

/** What came after greeting and negotiation. */
export function answers(viewer: TestViewer): string[] {
  return viewer.messages.slice(2)
}

/** Answers nothing by itself. */
export const later = (): undefined => undefined
