// Test support: a panel in a world of its own, on a QEMU that answers from a table.
import { QueryClientProvider } from '@tanstack/react-query'
import { configure, type RenderResult, render } from '@testing-library/react'
import type { ComponentType } from 'react'
import type { Role, VmProcess } from '#api/types.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import type { ActName, ReadName } from '#qapi/types.ts'
import { type AppServices, AppServicesContext, createAppServices } from './app-services.ts'
import { type PanelVm, usePanelVm } from './panel-vm.ts'

// Parts of a panel may be loaded when they are first shown, which on a busy machine takes its time.
configure({ asyncUtilTimeout: 4500 })

const vmId = 'web-01'
const someVersion = { qemu: { micro: 0, minor: 0, major: 10 }, package: '' }

/** An answer that says no. */
export class ScriptedRefusal {
  readonly error: { class: string; desc: string }

  constructor(desc: string, errorClass = 'GenericError') {
    this.error = { class: errorClass, desc }
  }
}

/** What a command gets: a value, a refusal, or what a function makes of its arguments. */
export type ScriptedAnswers = Record<string, unknown>

interface Request {
  execute: string
  arguments?: Record<string, unknown>
  id: unknown
}

/** A QEMU that has the commands of its table, which a test may change, and keeps what it was asked. */
export class ScriptedQemu {
  readonly answers: ScriptedAnswers
  readonly requests: Request[] = []
  #link: ScriptedLink | undefined

  constructor(answers: ScriptedAnswers) {
    this.answers = answers
  }

  /** What it was asked by this name, as the arguments, in order. */
  asked(command: string): (Record<string, unknown> | undefined)[] {
    return this.requests.filter(({ execute }) => execute === command).map((request) => request.arguments)
  }

  event(name: string, data: Record<string, unknown> = {}): void {
    this.#link?.say(JSON.stringify({ event: name, data, timestamp: { seconds: 1, microseconds: 0 } }))
  }

  dial(): ScriptedLink {
    const link = new ScriptedLink()
    link.send = (text) => queueMicrotask(() => this.#answer(link, JSON.parse(text)))
    this.#link = link
    const version = this.answers['query-version'] ?? someVersion
    queueMicrotask(() => link.say(JSON.stringify({ QMP: { version, capabilities: [] } })))
    return link
  }

  /** The link ends, as when QEMU goes. */
  hangUp(): void {
    this.#link?.end()
  }

  #answer(link: ScriptedLink, request: Request): void {
    const { execute, id } = request
    this.requests.push(request)
    const answer = this.#answerTo(request)
    const { error } = answer instanceof ScriptedRefusal ? answer : { error: undefined }
    const answered = error ? { error } : { return: answer ?? {} }
    if (execute in this.answers || execute.startsWith('qmp_') || execute === 'query-commands')
      link.say(JSON.stringify({ ...answered, id }))
    else link.say(JSON.stringify({ error: { class: 'CommandNotFound', desc: `no ${execute}` }, id }))
  }

  #answerTo({ execute, arguments: args }: Request): unknown {
    if (execute === 'query-commands') return Object.keys(this.answers).map((name) => ({ name }))
    const answer = this.answers[execute]
    return typeof answer === 'function' ? answer(args ?? {}) : answer
  }
}

interface Rendered {
  component: ComponentType<{ vm: PanelVm<ReadName, ActName>; brief: boolean }>
}

interface RenderOptions {
  brief?: boolean
  role?: Role
  address?: string
  /** What the bridge tells of QEMU's process. */
  process?: VmProcess
  /** A world that another panel was rendered in; the VM in it stays on its own QEMU. */
  services?: AppServices
}

interface RenderedPanel extends RenderResult {
  services: AppServices
  clock: ManualClock
}

/** Renders what a panel shows of this QEMU, without its frame. */
export function renderPanel(
  panel: Rendered,
  qemu: ScriptedQemu,
  { brief = false, role = 'operator', address, process, services: before }: RenderOptions = {},
): RenderedPanel {
  const clock = new ManualClock(1_000_000)
  const services =
    before ??
    createAppServices({
      source: {
        list: () => Promise.resolve({ role, vms: [] }),
        processOf: () => Promise.resolve(process),
        dial: () => () => qemu.dial(),
      },
      clock,
      idPrefix: () => 's',
      random: () => 0.5,
    })
  const Content = panel.component
  const Opened = () => <Content vm={usePanelVm(services.vm(vmId), vmId, role, address).vm} brief={brief} />
  const result = render(
    <QueryClientProvider client={services.client}>
      <AppServicesContext value={services}>
        <Opened />
      </AppServicesContext>
    </QueryClientProvider>,
  )
  return { ...result, services, clock }
}
