import type { Child } from '../../../electron/main/phone/phone-process.ts'
import type { Handlers } from '../../../shared/contract/contract.ts'
import { createPeer, type Peer } from '../../../shared/contract/peer.ts'
import { type PhoneIpc, phoneIpc } from '../../../shared/contract/phone.ts'

type Answers = Partial<Handlers<PhoneIpc>['phone']>

/** Stands in for the phone process: answers main's calls with `answers`, else with undefined; sends and exits when a test says so, and exits when it is killed. */
export class PhoneChild implements Child {
  /** Calls of main, `name` and arguments. */
  readonly asked: { readonly name: string; readonly args: unknown }[] = []
  killed = false
  /** False: it hangs. */
  answering = true
  readonly #peer: Peer<PhoneIpc>
  readonly #listeners = new Map<string, ((...args: never[]) => void)[]>()

  constructor(answers: Answers = {}) {
    const answer = (name: string) => async (args?: unknown) => {
      this.asked.push({ name, args })
      return (answers as Record<string, ((args?: unknown) => unknown) | undefined>)[name]?.(args)
    }
    this.#peer = createPeer({
      contract: phoneIpc,
      port: { post: (message) => this.send(message) },
      handlers: { phone: new Proxy({}, { get: (_none, name) => answer(String(name)) }) } as Handlers<PhoneIpc>,
      maxSize: Number.POSITIVE_INFINITY,
    })
  }

  get emit(): Peer<PhoneIpc>['emit'] {
    return this.#peer.emit
  }

  names(): string[] {
    return this.asked.map(({ name }) => name)
  }

  /** Sends main any message, valid or not. */
  send(message: unknown): void {
    this.#run('message', message)
  }

  exit(code = 1): void {
    this.#run('exit', code)
  }

  postMessage(message: unknown): void {
    if (this.answering) this.#peer.receive(message)
  }

  kill(): boolean {
    if (!this.killed) queueMicrotask(() => this.exit(0))
    this.killed = true
    return true
  }

  on(name: string, run: (...args: never[]) => void): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), run])
  }

  #run(name: string, ...args: unknown[]): void {
    for (const run of this.#listeners.get(name) ?? []) run(...(args as never[]))
  }
}
