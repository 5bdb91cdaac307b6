import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { type AccountServicesOptions, createAccountServices } from '../../../../../electron/main/billing/account-services.ts'
import type { ModuleRequest } from '../../../../../electron/main/provider/client.ts'
import type { Envelope } from '../../../../../electron/main/provider/envelope.ts'
import { noServices } from '../../../../../shared/domain/empty.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import type { Money } from '../../../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../../../shared/domain/paid-operation.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

const eur = (units: number): Money => ({ units, currency: 'EUR' })

/** Services over a provider that answers each request by `answer`. */
function services(
  answer: (request: ModuleRequest) => object | Promise<object>,
  part: Partial<AccountServicesOptions> = {},
  database = new DatabaseSync(':memory:'),
) {
  const client = {
    request: async (_credentials: unknown, request: ModuleRequest): Promise<Envelope> => ({ ok: true, codes: [], body: await answer(request) }),
  }
  let state = noServices
  const closing = new AbortController()
  const created = createAccountServices(openAccountOn(database, { client: client as never, signal: closing.signal }), {
    now: () => Date.UTC(2026, 10, 24),
    zone: () => 'Europe/Berlin',
    region: () => 'DE',
    keepMonths: () => null,
    balance: () => eur(100_000),
    currency: () => 'EUR',
    readBalance: async () => eur(100_000),
    balanceOf: (footer) => footer.balance,
    confirmCards: async () => true,
    confirmMany: async () => true,
    onChange: (next) => (state = next),
    ...part,
  })
  return { services: created, state: () => state, database, closing }
}

describe('a top-up that was accepted', () => {
  const topUp = { id: randomUUID(), pin: '0012345678', again: false }
  it('shows the balance that a request after it read', async () => {
    const asked: boolean[] = []
    const readBalance = async (anew: boolean): Promise<Money> => {
      asked.push(anew)
      return eur(anew ? 150_000 : 100_000)
    }
    const { services: s } = services(() => ({}), { readBalance })
    expect(await s.topUp(topUp)).toMatchObject({ state: 'done', balanceBefore: eur(100_000), balanceAfter: eur(150_000) })
    expect(asked).toEqual([false, true])
  })
  it('whose balance could not be read shows its own reply’s balance', async () => {
    const footer = { customercurrency: 'eur', customeraccountstate: '15,00' }
    const { services: s } = services(() => footer, { readBalance: async () => null })
    expect(await s.topUp(topUp)).toMatchObject({ state: 'done', balanceBefore: null, balanceAfter: eur(150_000) })
  })
  it('whose reply is about another account shows none of its balance', async () => {
    const footer = { customercurrency: 'eur', customeraccountstate: '15,00' }
    const { services: s } = services(() => footer, { readBalance: async () => null, balanceOf: () => null })
    expect(await s.topUp(topUp)).toMatchObject({ state: 'done', balanceAfter: null })
  })
  it.each(['0012345678', '00 1234-5678'])('that was refused in words that quote the PIN (%s): what is kept and shown does not', async (quoted) => {
    const refused = new AppError('provider-refused', `the provider refused: PIN ${quoted} is locked`, {
      details: { code: 1299, text: `PIN ${quoted} is locked` },
    })
    const { services: s, database } = services(() => Promise.reject(refused))
    const { failure } = await s.topUp(topUp)
    expect(failure?.details).toEqual({ code: 1299, text: 'PIN ••• is locked' })
    expect(JSON.stringify([failure, ...database.prepare('SELECT * FROM paid_operation').all()])).not.toContain(quoted)
  })
  it('that is under way when the account is closed: its outcome is in the database first', async () => {
    const answer = Promise.withResolvers<object>()
    const { services: s, database } = services(() => answer.promise)
    const running = s.topUp(topUp)
    await new Promise((resolve) => setImmediate(resolve))
    const state = () => database.prepare('SELECT state FROM paid_operation').get()
    expect(state()).toEqual({ state: 'pending' })
    const closed = s.stop().then(state)
    answer.resolve({})
    expect(await closed).toEqual({ state: 'done' })
    await running
  })
  it('whose balance is unknown shows none, never the old one', async () => {
    const { services: s } = services(() => ({}), { readBalance: async () => null })
    expect(await s.topUp(topUp)).toMatchObject({ state: 'done', balanceAfter: null })
  })
})

describe('a paid operation that was accepted, and the app ends before the balance can be read', () => {
  type Start = (s: ReturnType<typeof services>['services'], id: string) => Promise<PaidOperation>
  it.each<[string, string | null, Start]>([
    ['a top-up', null, (s, id) => s.topUp({ id, pin: '0012345678', again: false })],
    ['an SMS', 'S-1', (s, id) => s.sms.send({ id, number: '+491713920000', message: 'Hello' })],
    ['a card', null, (s, id) => s.createCard({ id, number: '+491713920000', customer: '', amount: eur(50_000), bySms: false, smsText: '' })],
  ])('is done at the next start, with its reference: %s', async (_what, reference, run) => {
    const readBalance = (anew: boolean): Promise<Money | null> => (anew ? new Promise(() => {}) : Promise.resolve(null))
    const { services: s, database, closing } = services(() => ({ smsbilledId: 'S-1', CLI: '491713920000', fldSerial: '1' }), { readBalance })
    const id = randomUUID()
    const running = run(s, id)
    await vi.waitFor(() => expect(database.prepare('SELECT state FROM paid_operation').all()).toEqual([{ state: 'done' }]))
    closing.abort()
    await s.stop()
    const next = services(() => ({}), {}, database)
    await next.services.start()
    expect(next.state().paidOperations).toMatchObject([{ id, state: 'done', reference, failure: null, balanceAfter: null }])
    expect(await running).toMatchObject({ state: 'done', reference })
  })
})

describe('a statement', () => {
  const statementOf = async (from: string, to: string, answer: (request: ModuleRequest) => object | Promise<object>) => {
    const folder = mkdtempSync(join(tmpdir(), 'statement-'))
    const { services: s } = services(answer)
    const { path, complete } = await s.statement(join(folder, 'statement.csv'), {
      request: { from, to, format: 'csv', spreadsheet: false },
      account: { userName: 'alice', provider: '', customer: '', number: '' },
      language: 'en',
      print: async () => null,
    })
    const text = readFileSync(path, 'utf8')
    rmSync(folder, { recursive: true })
    return { text, complete }
  }
  const row = { datestart: '2025-12-03 10:00:00', time: '00:01:00', number: '00442079460001', amount: '0.10', type: 'VOIP' }
  it('has the calls of days that were not loaded before', async () => {
    const asked: string[] = []
    const { text, complete } = await statementOf('2025-12-01', '2025-12-31', ({ query = [] }) => {
      const { from = '', to = '' } = Object.fromEntries(query)
      asked.push(`${from}-${to}`)
      return from <= '03' ? { table: { tbody: { tr: { td: [row] } } } } : { table: '' }
    })
    expect(asked).toEqual([
      '25.12.2025-31.12.2025',
      '18.12.2025-24.12.2025',
      '11.12.2025-17.12.2025',
      '04.12.2025-10.12.2025',
      '01.12.2025-03.12.2025',
    ])
    expect(text).toContain('\r\nCall,2025-12-03 10:00:00,(+44)')
    expect(text).not.toContain('Note')
    expect(complete).toBe(true)
  })
  it('says of which days the records could not be read', async () => {
    const { text, complete } = await statementOf('2025-12-01', '2025-12-31', ({ query = [] }) => {
      if (Object.fromEntries(query)['to'] === '31.12.2025') return { table: '' }
      throw new AppError('provider-unreachable', 'the network is gone')
    })
    expect(text).toContain(
      '\r\nNote,"The records of these days could not be read when this was made, and calls may be missing: 2025-12-01 - 2025-12-24."',
    )
    expect(complete).toBe(false)
  })
  it('says of which days the provider gives no more records, and how many could not be read', async () => {
    const { text, complete } = await statementOf('2025-12-01', '2025-12-02', ({ query = [] }) => {
      const { from, to, show } = Object.fromEntries(query)
      if (from !== to || from !== '02.12.2025')
        return { table: { tbody: { tr: { td: from === to ? [row, { ...row, datestart: 'never' }] : Array(500).fill(row) } } } }
      return { table: { tbody: { tr: { td: Array.from({ length: Math.min(600, Number(show)) }, (_, i) => ({ ...row, number: `0044${i}` })) } } } }
    })
    expect(text).toContain('\r\nNote,The provider gives no more records of these days than are listed; some may be missing: 2025-12-02.')
    expect(text).toContain('\r\nNote,Records that could not be read and are missing: 1.')
    expect(complete).toBe(false)
  })
})

describe('the same PIN several times at once', () => {
  const ask = (again: boolean) => ({ id: randomUUID(), pin: '0012345678', again })
  it('is sent once', async () => {
    const sent: ModuleRequest[] = []
    const { services: s } = services((request) => {
      sent.push(request)
      return {}
    })
    const outcomes = await Promise.allSettled([s.topUp(ask(false)), s.topUp(ask(false)), s.topUp(ask(false))])
    expect(sent).toHaveLength(1)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason.code] : []))).toEqual(['pin-sent-before', 'pin-sent-before'])
    // confirmed after that, it is sent again
    await s.topUp(ask(true))
    expect(sent).toHaveLength(2)
  })
  it('has one hash from the first top-ups on', async () => {
    const sent: ModuleRequest[] = []
    const { services: s } = services((request) => {
      sent.push(request)
      return {}
    })
    await Promise.all([s.topUp({ ...ask(false), pin: '1111' }), s.topUp({ ...ask(false), pin: '2222' })])
    await expect(s.topUp({ ...ask(false), pin: '1111' })).rejects.toMatchObject({ code: 'pin-sent-before' })
    await expect(s.topUp({ ...ask(false), pin: '2222' })).rejects.toMatchObject({ code: 'pin-sent-before' })
    expect(sent).toHaveLength(2)
  })
})

describe('a PIN whose earlier top-ups cannot be read any more', () => {
  it.each(['done', 'pending'])('is not sent again unasked (%s)', async (state) => {
    let sent = 0
    const { services: s, database } = services(() => ({ sent: (sent += 1) }))
    const ask = () => ({ id: randomUUID(), pin: '0012345678', again: false })
    await s.topUp(ask())
    database.prepare("UPDATE paid_operation SET state = ?, target = replace(hex(zeroblob(300)), '00', 'x')").run(state)
    await s.start()
    await expect(s.topUp(ask())).rejects.toMatchObject({ code: 'pin-sent-before', details: { state: state === 'pending' ? 'unknown' : state } })
    expect(sent).toBe(1)
  })
})

describe('callbacks', () => {
  const start = (s: ReturnType<typeof services>['services'], to: string) => s.callBack({ id: randomUUID(), from: '+493012345678', to })
  it('keep their ids until each was stopped or dismissed, several at once', async () => {
    const stopped: string[] = []
    let started = 0
    const { services: s, state } = services(({ form }) => {
      if (form?.['act'] === 'stopcallback') stopped.push(form['callId'] ?? '')
      return form?.['act'] === 'trycallback' ? { callId: `C-${++started}` } : {}
    })
    const [one, two] = [await start(s, '+442079460001'), await start(s, '+442079460002')]
    await s.stopCallback(one.id)
    await s.dismissCallback(two.id)
    expect(stopped).toEqual(['C-1'])
    expect(
      state()
        .paidOperations.map(({ reference, stopped: s1, dismissed }) => [reference, s1, dismissed])
        .sort(),
    ).toEqual([
      ['C-1', true, false],
      ['C-2', false, true],
    ])
  })
  it('whose stop failed keeps it', async () => {
    const { services: s, state } = services(({ form }) => {
      if (form?.['act'] === 'stopcallback') throw new AppError('provider-timeout', '')
      return { callId: 'C-1' }
    })
    const { id } = await start(s, '+442079460001')
    await expect(s.stopCallback(id)).rejects.toMatchObject({ code: 'provider-timeout' })
    expect(state().paidOperations[0]).toMatchObject({ stopped: false, dismissed: false, reference: 'C-1' })
  })
})
