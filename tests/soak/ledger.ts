import type { SoakedApp } from './soaked-app.ts'

/** What was done, and must be found again once: each call in our call log, each paid operation at the provider. */
export type Ledger = {
  /** A call that was begun here; by the app's id for it. */
  readonly called: (callId: string) => void
  /** A call that rang here; by its caller's number, which is no other call's. */
  readonly rang: (number: string) => void
  /** A paid operation, by a text that is only in its request. */
  readonly paid: (mark: string) => void
  /** What was begun since the last `forgiven` may be lost: the user was told that nothing can be stored. */
  readonly forgiven: () => void
  /** What is lost or there twice, as messages. */
  readonly check: (app: SoakedApp) => Promise<string[]>
  readonly counts: () => { readonly calls: number; readonly paid: number; readonly forgiven: number }
}

const PAGE = 200

export function createLedger(): Ledger {
  let unsure: { ids: string[]; numbers: string[] } = { ids: [], numbers: [] }
  const ids: string[] = []
  const numbers: string[] = []
  const marks: string[] = []
  let forgiven = 0
  const settle = (): void => {
    ids.push(...unsure.ids)
    numbers.push(...unsure.numbers)
    unsure = { ids: [], numbers: [] }
  }
  return {
    called: (callId) => void unsure.ids.push(callId),
    rang: (number) => void unsure.numbers.push(number),
    paid: (mark) => void marks.push(mark),
    forgiven() {
      forgiven += unsure.ids.length + unsure.numbers.length
      unsure = { ids: [], numbers: [] }
    },
    async check(app) {
      settle()
      const log = await app.page().evaluate(async (limit) => {
        const all: { id: string; number: string }[] = []
        for (let before: number | null = null; ; ) {
          const page: Awaited<ReturnType<typeof window.dialdesk.callLog.recent>> = await window.dialdesk.callLog.recent({
            before,
            limit,
            missedOnly: false,
          })
          if (!page.ok) throw new Error(page.error.code)
          all.push(...page.value.map(({ id, number }) => ({ id, number: String(number) })))
          const last = page.value.at(-1)
          if (!last || page.value.length < limit) return all
          before = last.startedAt
        }
      }, PAGE)
      const times = (of: (entry: { id: string; number: string }) => boolean): number => log.filter(of).length
      const sent = app.sandbox.provider.requests.filter(({ module }) => module === 'sms').map(({ body }) => body)
      return [
        ...ids.filter((id) => times((e) => e.id === id) !== 1).map((id) => `call ${id} is in the call log ${times((e) => e.id === id)} times`),
        ...numbers
          .filter((number) => times((e) => e.number.endsWith(number)) !== 1)
          .map((number) => `the call of ${number} is in the call log ${times((e) => e.number.endsWith(number))} times`),
        ...marks.filter((mark) => sent.filter((body) => body.includes(mark)).length > 1).map((mark) => `the SMS ${mark} was sent more than once`),
      ]
    },
    counts: () => ({ calls: ids.length + numbers.length + unsure.ids.length + unsure.numbers.length, paid: marks.length, forgiven }),
  }
}
