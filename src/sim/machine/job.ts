import { Refusal } from '../refusal.ts'
import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'
import type { Events } from './events.ts'

export interface JobOptions {
  id: string
  type: 'backup' | 'mirror' | 'snapshot-save'
  /** Nodes that are busy while it lives. */
  nodes: readonly string[]
  /** What there is to do, in bytes. */
  length: number
  /** Bytes a second. */
  speed: number
  autoFinalize: boolean
  autoDismiss: boolean
  /** What it ends with; undefined where it succeeds. */
  error?: string
}

type Status =
  | ('created' | 'running' | 'paused' | 'ready' | 'standby' | 'waiting' | 'pending')
  | ('aborting' | 'concluded' | 'null')

type Verb = 'cancel' | 'pause' | 'resume' | 'complete' | 'finalize' | 'dismiss'

/** In which states QEMU takes which command. */
const accepted: Readonly<Record<Verb, readonly Status[]>> = {
  cancel: ['created', 'running', 'paused', 'ready', 'standby', 'waiting', 'pending'],
  pause: ['created', 'running', 'paused', 'ready', 'standby'],
  resume: ['created', 'running', 'paused', 'ready', 'standby'],
  complete: ['ready'],
  finalize: ['pending'],
  dismiss: ['concluded'],
}

/** One job: created, running, (ready,) waiting, pending, concluded, null, with the events on its way (rule L-05). */
export class Job {
  readonly isBlockJob: boolean
  readonly nodes: readonly string[]
  readonly #options: JobOptions
  readonly #events: Events
  readonly #timers: Timers
  readonly #gone: () => void
  #status: Status = 'created'
  #done = 0
  #since = 0
  /** Work that was begun before a pause is not this one's. */
  #turn = 0

  constructor(options: JobOptions, events: Events, timers: Timers, gone: () => void) {
    this.#options = options
    this.#events = events
    this.#timers = timers
    this.#gone = gone
    this.isBlockJob = options.type !== 'snapshot-save'
    this.nodes = options.nodes
  }

  start(): void {
    this.#enter('created')
    this.#work()
  }

  pause(): void {
    this.#check('pause')
    if (this.#isPaused) throw new Refusal('Job is already paused')
    this.#done = this.#progress()
    this.#turn++
    this.#enter(this.#status === 'ready' ? 'standby' : 'paused')
  }

  resume(): void {
    this.#check('resume')
    if (!this.#isPaused) throw new Refusal("Can't resume a job that was not paused")
    if (this.#status === 'standby') this.#enter('ready')
    else this.#work()
  }

  /** @param force also what is ready and could end well (rule L-06) */
  cancel(force: boolean): void {
    this.#check('cancel')
    this.#done = this.#progress()
    this.#turn++
    const isReady = this.#status === 'ready' || this.#status === 'standby'
    this.#later(isReady && !force ? () => this.#finish() : () => this.#abort())
  }

  complete(): void {
    this.#check('complete')
    this.#later(() => this.#finish())
  }

  finalize(): void {
    this.#check('finalize')
    this.#conclude()
  }

  dismiss(): void {
    this.#check('dismiss')
    this.#dissolve()
  }

  told(): ValueObject {
    const { id, type, length, error } = this.#options
    const failed = error !== undefined && this.#status === 'concluded'
    return {
      'current-progress': this.#progress(),
      status: this.#status,
      'total-progress': length,
      type,
      id,
      ...(failed && { error }),
    }
  }

  toldAsBlockJob(): ValueObject {
    const { autoFinalize, autoDismiss } = this.#options
    return {
      ...this.#blockJobNumbers(),
      'auto-finalize': autoFinalize,
      'io-status': 'ok',
      'auto-dismiss': autoDismiss,
      busy: this.#status === 'running',
      status: this.#status,
      paused: this.#isPaused,
      ready: this.#status === 'ready',
    }
  }

  get #isPaused(): boolean {
    return this.#status === 'paused' || this.#status === 'standby'
  }

  #work(): void {
    this.#enter('running')
    this.#since = this.#timers.now()
    const { length, speed, type } = this.#options
    const turn = this.#turn
    this.#timers.after(((length - this.#done) * 1000) / speed, () => {
      if (turn !== this.#turn) return
      this.#done = length
      if (type !== 'mirror') return this.#finish()
      this.#enter('ready')
      this.#tell('BLOCK_JOB_READY')
    })
  }

  #finish(): void {
    const { autoFinalize, error, type, id } = this.#options
    if (error !== undefined) return this.#enter('concluded')
    this.#enter('waiting')
    this.#enter('pending')
    if (autoFinalize) this.#conclude()
    else this.#events.emit('BLOCK_JOB_PENDING', { type, id })
  }

  #conclude(): void {
    if (this.isBlockJob) this.#tell('BLOCK_JOB_COMPLETED')
    this.#enter('concluded')
    if (this.#options.autoDismiss) this.#dissolve()
  }

  #abort(): void {
    this.#enter('aborting')
    if (this.isBlockJob) this.#tell('BLOCK_JOB_CANCELLED')
    this.#enter('concluded')
    if (this.#options.autoDismiss) this.#dissolve()
  }

  #dissolve(): void {
    this.#enter('null')
    this.#gone()
  }

  /** After the return of the command that asked for it. */
  #later(then: () => void): void {
    this.#timers.after(0, then)
  }

  #progress(): number {
    if (this.#status !== 'running') return this.#done
    const { length, speed } = this.#options
    const moved = Math.floor(((this.#timers.now() - this.#since) * speed) / 1000)
    return Math.min(length, this.#done + moved)
  }

  #blockJobNumbers(): ValueObject {
    const { id, type, length, speed } = this.#options
    return { device: id, len: length, offset: this.#progress(), speed, type }
  }

  #tell(event: string): void {
    this.#events.emit(event, this.#blockJobNumbers())
  }

  #enter(status: Status): void {
    this.#status = status
    this.#events.emit('JOB_STATUS_CHANGE', { status, id: this.#options.id })
  }

  #check(verb: Verb): void {
    if (accepted[verb].includes(this.#status)) return
    const { id } = this.#options
    throw new Refusal(`Job '${id}' in state '${this.#status}' cannot accept command verb '${verb}'`)
  }
}
