import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { createPaidOperations, OPERATIONS_AN_HOUR } from '../../../../../electron/main/billing/paid-operations.ts'
import { createSms } from '../../../../../electron/main/billing/sms.ts'
import type { ModuleRequest } from '../../../../../electron/main/provider/client.ts'
import { noSms } from '../../../../../shared/domain/empty.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import type { PaidOperation } from '../../../../../shared/domain/paid-operation.ts'
import type { SmsMailing } from '../../../../../shared/domain/sms.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

type Answer = (number: string) => object | Promise<object>

function messages(answer: Answer = () => ({}), database = new DatabaseSync(':memory:'), confirmMany = vi.fn(async () => true)) {
  const sent: string[] = []
  const closing = new AbortController()
  const client = {
    async request(_credentials: unknown, { form }: ModuleRequest) {
      const number = form?.['phonenumbers'] ?? ''
      sent.push(number)
      return { ok: true, codes: [], body: await answer(number) }
    },
  }
  const account = openAccountOn(database, { client: client as never, signal: closing.signal })
  let shown: PaidOperation[] = []
  let state = noSms
  const never = async () => false
  const operations = createPaidOperations({
    account,
    now: () => 1_000_000_000_000,
    balance: () => null,
    confirmMany: never,
    onChange: (list) => (shown = list),
  })
  const sms = createSms(account, {
    operations,
    confirmMany,
    balanceAfter: async () => null,
    balanceOf: () => null,
    onChange: (next) => (state = next),
  })
  return {
    ...{ sms, operations, sent, database, confirmMany, closing },
    state: () => state,
    shown: () => shown,
    rested: () => vi.waitFor(() => expect(state.mailing?.sending ?? false).toBe(false)),
  }
}
const to = (count: number): SmsMailing => ({
  text: 'Hello',
  recipients: Array.from({ length: count }, (_, n) => ({ id: randomUUID(), number: `+4917139200${10 + n}` })),
})
const numbersOf = ({ recipients }: SmsMailing): string[] => recipients.map(({ number }) => number.replace('+', '00'))

describe('one text to several', () => {
  it('is sent to each of them once, one paid operation each, and leaves nothing waiting', async () => {
    const m = messages()
    const mailing = to(3)
    await m.sms.sendAll(mailing)
    await m.rested()
    expect(m.sent).toEqual(numbersOf(mailing))
    expect(m.shown().map(({ state, text }) => [state, text])).toEqual(Array(3).fill(['done', 'Hello']))
    expect(m.state().mailing).toBeNull()
    const again = messages(undefined, m.database)
    await again.sms.start()
    expect(again.state().mailing).toBeNull()
  })
  it('goes on after a number that is refused', async () => {
    const mailing = to(3)
    const m = messages((number) => {
      if (number === numbersOf(mailing)[1]) throw new AppError('provider-refused', 'no such number')
      return {}
    })
    await m.sms.sendAll(mailing)
    await m.rested()
    expect(m.sent).toEqual(numbersOf(mailing))
    expect(m.state().mailing).toBeNull()
  })
  it.each<[string, AppError]>([
    ['a connection that broke', new AppError('provider-unreachable', '', { details: { code: 'ERR_CONNECTION_RESET' } })],
    ['no connection', new AppError('offline', '')],
    ['an account that may not', new AppError('not-allowed', '')],
  ])('stops at %s: the rest waits, says why, and is sent on request, none twice', async (_name, error) => {
    let broken = true
    const mailing = to(4)
    const m = messages((number) => {
      if (broken && number === numbersOf(mailing)[1]) throw error
      return {}
    })
    await m.sms.sendAll(mailing)
    await m.rested()
    expect(m.sent).toEqual(numbersOf(mailing).slice(0, 2))
    expect(m.state().mailing).toMatchObject({ waiting: mailing.recipients.slice(2).map(({ id }) => id), failure: { code: error.code } })
    broken = false
    m.sms.resume()
    await m.rested()
    expect(m.sent).toEqual(numbersOf(mailing))
    expect(m.state().mailing).toBeNull()
  })
  it('stops after the one that is under way when the user wants so; the rest can be forgotten', async () => {
    const answers: PromiseWithResolvers<object>[] = []
    const m = messages(() => {
      const answer = Promise.withResolvers<object>()
      answers.push(answer)
      return answer.promise
    })
    const mailing = to(3)
    await m.sms.sendAll(mailing)
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    await expect(m.sms.discard()).rejects.toMatchObject({ code: 'busy' })
    await expect(m.sms.sendAll(to(2))).rejects.toMatchObject({ code: 'busy' })
    m.sms.stop()
    answers[0]?.resolve({})
    await m.rested()
    expect([m.sent.length, m.state().mailing?.waiting.length, m.state().mailing?.failure]).toEqual([1, 2, null])
    await m.sms.discard()
    expect(m.state().mailing).toBeNull()
  })
  it('that was interrupted by the end of the app: those that were begun are not sent again, whatever became of them', async () => {
    const m = messages((number) => (number.endsWith('11') ? new Promise(() => {}) : {}))
    const mailing = to(4)
    await m.sms.sendAll(mailing)
    await vi.waitFor(() => expect(m.sent).toHaveLength(2))
    const after = messages(undefined, m.database)
    await after.operations.start()
    await after.sms.start()
    expect(after.state().mailing).toMatchObject({ text: 'Hello', sending: false, waiting: mailing.recipients.slice(2).map(({ id }) => id) })
    expect(after.sent).toEqual([])
    after.sms.resume()
    await after.rested()
    expect([...m.sent, ...after.sent]).toEqual(numbersOf(mailing))
    expect(after.shown().filter(({ state }) => state === 'unknown')).toHaveLength(1)
  })
  it('stops when the account is closed', async () => {
    const m = messages(() => {
      m.closing.abort()
      return {}
    })
    await m.sms.sendAll(to(3))
    await m.rested()
    expect([m.sent.length, m.state().mailing?.waiting.length]).toEqual([1, 2])
  })
  it('beyond what is sent without asking: main asks once for the rest, and a no leaves it waiting', async () => {
    for (const yes of [true, false]) {
      const m = messages(
        undefined,
        undefined,
        vi.fn(async () => yes),
      )
      const mailing = to(OPERATIONS_AN_HOUR + 5)
      await m.sms.sendAll(mailing)
      await m.rested()
      expect(m.confirmMany.mock.calls).toEqual([['sms', OPERATIONS_AN_HOUR, 5]])
      expect(m.sent).toHaveLength(yes ? OPERATIONS_AN_HOUR + 5 : OPERATIONS_AN_HOUR)
      expect(m.state().mailing?.waiting.length ?? 0).toBe(yes ? 0 : 5)
    }
  })
})
describe('templates', () => {
  it('are there at the next start; what cannot be read is none', async () => {
    const m = messages()
    await m.sms.setTemplates(['Your order is ready.', 'Please call back.'])
    const next = messages(undefined, m.database)
    await next.sms.start()
    expect(next.state().templates).toEqual(['Your order is ready.', 'Please call back.'])
    m.database.exec(`UPDATE meta SET value = '{"' WHERE key = 'sms-templates'`)
    const broken = messages(undefined, m.database)
    await broken.sms.start()
    expect(broken.state().templates).toEqual([])
  })
})
