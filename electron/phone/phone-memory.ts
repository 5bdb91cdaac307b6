import { type PhoneMemory, phoneMemorySchema } from '../../shared/contract/phone.ts'

type Binding = PhoneMemory['bindings'][number]
type Dialog = PhoneMemory['dialogs'][number]

/** What a later phone process needs to remove dead contacts and to end open dialogs; main keeps it. */
export class MemoryKeeper {
  readonly #publish: (memory: PhoneMemory) => void
  readonly #bindings = new Map<string, Binding>()
  /** Dialogs that are open at the far end: an earlier process left them, or their BYE did not arrive. */
  #orphans: PhoneMemory['dialogs'] = []
  /** The memory that was published last, as JSON. */
  #published = ''

  constructor(publish: (memory: PhoneMemory) => void) {
    this.#publish = publish
  }

  /** Takes over the memory of an earlier process. */
  restore({ bindings, dialogs }: PhoneMemory): void {
    this.#bindings.clear()
    for (const binding of bindings) this.#bindings.set(binding.lineId, binding)
    this.#orphans = dialogs
  }

  /** The line's binding at its registrar; null without one. */
  binding(lineId: string): Binding | null {
    return this.#bindings.get(lineId) ?? null
  }
  setBinding(lineId: string, binding: Binding | null): void {
    if (binding) this.#bindings.set(lineId, binding)
    else this.#bindings.delete(lineId)
  }

  /** Keeps a dialog that could not be ended, until its line is registered. */
  addOrphan(dialog: Dialog): void {
    this.#orphans = [...this.#orphans, dialog]
  }

  /** The line's open dialogs, once: the caller ends them. */
  takeOrphans(lineId: string): readonly Dialog[] {
    const orphans = this.#orphans.filter((dialog) => dialog.lineId === lineId)
    if (orphans.length) this.#orphans = this.#orphans.filter((dialog) => dialog.lineId !== lineId)
    return orphans
  }

  /** Publishes the memory if it changed. @param dialogs of the calls that are connected */
  update(dialogs: PhoneMemory['dialogs']): void {
    const memory = phoneMemory(this.#bindings.values(), [...this.#orphans, ...dialogs])
    const text = JSON.stringify(memory)
    if (text === this.#published) return
    this.#published = text
    this.#publish(memory)
  }
}

/** Characters of JSON, and entries of each kind; main drops a message that is too large as a whole. */
const MAX_LENGTH = 200_000
const MAX_ENTRIES = 2000
const { bindings: bindingsSchema, dialogs: dialogsSchema } = phoneMemorySchema.shape

/**
 * The memory within the contract's limits: dialogs first, since an open one costs money, then bindings. An entry that the
 * schema refuses is left out alone, and so is whatever exceeds the limits: it costs no more than the clean-up after a crash.
 */
export function phoneMemory(bindings: Iterable<Binding>, dialogs: PhoneMemory['dialogs']): PhoneMemory {
  let left = MAX_LENGTH
  const fits = (entry: object): boolean => {
    const { length } = JSON.stringify(entry)
    if (length > left) return false
    left -= length
    return true
  }
  return {
    dialogs: dialogs.filter((d) => dialogsSchema.element.safeParse(d).success && fits(d)).slice(0, MAX_ENTRIES),
    bindings: [...bindings].filter((b) => bindingsSchema.element.safeParse(b).success && fits(b)).slice(0, MAX_ENTRIES),
  }
}
