import { Refusal } from '../refusal.ts'
import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'
import type { Events } from './events.ts'
import { Job, type JobOptions } from './job.ts'

/** The jobs of QEMU's block layer and of internal snapshots, by id (rule L-05). */
export class Jobs {
  readonly #events: Events
  readonly #timers: Timers
  readonly #jobs = new Map<string, Job>()

  constructor(events: Events, timers: Timers) {
    this.#events = events
    this.#timers = timers
  }

  /** Creates a job and starts it. @throws Refusal where there is one of that name */
  start(options: JobOptions): Job {
    if (this.#jobs.has(options.id)) throw new Refusal(`Job ID '${options.id}' already in use`)
    const job = new Job(options, this.#events, this.#timers, () => this.#jobs.delete(options.id))
    this.#jobs.set(options.id, job)
    job.start()
    return job
  }

  /** @throws Refusal, in the words of the `job-*` commands */
  get(id: string): Job {
    const job = this.#jobs.get(id)
    if (!job) throw new Refusal('Job not found')
    return job
  }

  /** @throws Refusal, in the words and the class of the `block-job-*` commands (rule E-06) */
  getBlockJob(id: string): Job {
    const job = this.#jobs.get(id)
    if (!job?.isBlockJob) throw new Refusal(`Block job '${id}' not found`, 'DeviceNotActive')
    return job
  }

  /** As `query-jobs` lists them. */
  list(): ValueObject[] {
    return [...this.#jobs.values()].map((job) => job.told())
  }

  /** As `query-block-jobs` lists them. */
  listBlockJobs(): ValueObject[] {
    return [...this.#jobs.values()].filter((job) => job.isBlockJob).map((job) => job.toldAsBlockJob())
  }

  /** The job that keeps a node of the block layer busy. */
  using(nodeName: string): Job | undefined {
    return [...this.#jobs.values()].find((job) => job.nodes.includes(nodeName))
  }
}
