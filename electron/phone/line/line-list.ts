import type { LineSetup } from '../../../shared/contract/phone.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { Registration } from '../../../shared/domain/line.ts'
import type { LinePreferences } from '../../../shared/domain/line-preferences.ts'
import { unusableReason } from './line-address.ts'

/** The part of a Line that is used here. */
export type ListedLine = {
  readonly id: string
  preferences: LinePreferences
  start(): void
  retry(): void
  check(): Promise<void>
  stop(): Promise<void>
}

export type LineListOptions<L extends ListedLine> = {
  /** Builds a line without starting it; may throw. `show` publishes its registration while it is in the list. */
  readonly create: (setup: LineSetup, show: (registration: Registration, passwordIndex: number | null) => void) => L
  readonly onRegistration: (lineId: string, registration: Registration, passwordIndex: number | null) => void
  /** Lines that carry a call; they are changed once it has ended. */
  readonly busy: () => ReadonlySet<string>
  readonly log: (text: string) => void
}

/** `line` is null when it could not be built. */
type Entry<L> = { readonly setup: LineSetup; readonly line: L | null }

/**
 * The lines of an account as they are set up. A line that cannot be built is shown as unreachable with the reason; the others
 * are not affected.
 */
export class LineList<L extends ListedLine> {
  readonly #options: LineListOptions<L>
  readonly #entries = new Map<string, Entry<L>>()
  #setups: readonly LineSetup[] = []

  constructor(options: LineListOptions<L>) {
    this.#options = options
  }

  get all(): readonly L[] {
    return [...this.#entries.values()].flatMap(({ line }) => line ?? [])
  }

  /** @throws AppError `not-found`, or `line-not-ready` for a line that could not be built */
  get(lineId: string): L {
    const entry = this.#entries.get(lineId)
    if (!entry) throw new AppError('not-found', 'no such line')
    if (!entry.line) throw new AppError('line-not-ready', 'the line has no usable address')
    return entry.line
  }

  /** @param setups of all lines: a line that is not among them is removed */
  set(setups: readonly LineSetup[]): void {
    this.#setups = setups
    this.arrange()
  }

  /** Adds, removes and rebuilds lines to match the setups; one that carries a call waits for its end. */
  arrange(): void {
    const busy = this.#options.busy()
    for (const [id, { setup: current, line }] of [...this.#entries]) {
      const setup = this.#setups.find((w) => w.id === id)
      if (setup && line) line.preferences = setup.preferences
      if ((setup && connectionOf(setup) === connectionOf(current)) || busy.has(id)) continue
      this.#entries.delete(id)
      // a line that is removed is shown as off; one that is rebuilt takes over its old binding
      const stopped = line ? this.#stopped(line) : Promise.resolve()
      if (setup) this.#add(setup, stopped)
      else void stopped.then(() => this.#entries.has(id) || this.#options.onRegistration(id, { state: 'off' }, null))
    }
    for (const setup of this.#setups) if (!this.#entries.has(setup.id)) this.#add(setup, Promise.resolve())
  }

  /** Tries a line again at once; one that could not be built is built again. @throws AppError `not-found` */
  retry(lineId: string): void {
    const entry = this.#entries.get(lineId)
    if (entry && !entry.line) this.#add(entry.setup, Promise.resolve())
    else this.get(lineId).retry()
  }

  /** Checks every connection. */
  check(): void {
    for (const line of this.all) line.check().catch((e: Error) => this.#options.log(`${line.id}: ${e.message}`))
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((line) => this.#stopped(line)))
  }

  #add(setup: LineSetup, after: Promise<void>): void {
    const { id } = setup
    let line: L | null = null
    try {
      line = this.#options.create(setup, (registration, passwordIndex) => {
        if (line && this.#entries.get(id)?.line === line) this.#options.onRegistration(id, registration, passwordIndex)
      })
    } catch (e) {
      this.#options.log(`${id}: ${(e as Error).message}`)
      this.#entries.set(id, { setup, line: null })
      const verdict = { state: 'unreachable', since: Date.now(), reason: unusableReason(e, setup), retryAt: null, certificate: null } as const
      this.#options.onRegistration(id, verdict, null)
      return
    }
    const built = line
    this.#entries.set(id, { setup, line: built })
    void after.then(() => {
      if (this.#entries.get(id)?.line === built) built.start()
    })
  }

  async #stopped(line: L): Promise<void> {
    try {
      await line.stop()
    } catch (e) {
      this.#options.log(`${line.id}: ${(e as Error).message}`)
    }
  }
}

/** The part of a setup whose change rebuilds the line. Passwords in another order are the same ones: the right one comes first once it is known. */
const connectionOf = ({ preferences: _calls, passwords, ...rest }: LineSetup): string => JSON.stringify([rest, passwords.toSorted()])
