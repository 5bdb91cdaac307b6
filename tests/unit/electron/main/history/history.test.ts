// Longer than 300 lines: all of it is read from one made-up provider into one database.
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenAccount } from '../../../../../electron/main/account/account-session.ts'
import { createHistory } from '../../../../../electron/main/history/history.ts'
import type { ModuleRequest } from '../../../../../electron/main/provider/client.ts'
import { readEnvelope } from '../../../../../electron/main/provider/envelope.ts'
import { historyQueries } from '../../../../../electron/main/storage/history-queries.ts'
import { migrate } from '../../../../../electron/main/storage/migrations.ts'
import { serviceQueries } from '../../../../../electron/main/storage/service-queries.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import { noFilter } from '../../../../../shared/domain/history-query.ts'
import type { Services } from '../../../../../shared/domain/services.ts'
import { addDays } from '../../../../../shared/domain/wall-clock.ts'

const ZONE = 'Europe/Berlin'
const NOW = Date.UTC(2026, 10, 2, 12)
const credentials = { userName: 'alice', password: 'made up' }

/** An account with a real database, whose provider answers `answer.body`. */
function account() {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  const queries = { ...serviceQueries(database), ...historyQueries(database, () => []) } as unknown as Record<string, (args: unknown) => unknown>
  const answer: { body: unknown; rowsFor: ((from: string, to: string, show: number) => unknown) | null } = { body: null, rowsFor: null }
  let paused: PromiseWithResolvers<void> | null = null
  const open = {
    credentials,
    database: { request: async (name: string, args: unknown) => queries[name]?.(args) },
    client: {
      request: async (_credentials: unknown, { query = [] }: ModuleRequest) => {
        const of = Object.fromEntries(query)
        await paused?.promise
        const body = answer.rowsFor ? answer.rowsFor(of['from'] ?? '', of['to'] ?? '', Number(of['show'])) : answer.body
        return readEnvelope(JSON.stringify({ error: false, codes: [{ code: 200 }], body }))
      },
    },
    secrets: {},
    onFooter: () => {},
  } as unknown as OpenAccount
  /** The provider answers nothing until what this returns is resolved. */
  const pause = (): PromiseWithResolvers<void> => (paused = Promise.withResolvers<void>())
  return { open, answer, pause }
}

describe('the reading of billed calls', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }))
  afterEach(() => void vi.useRealTimers())
  const good = (from: string) => ({ datestart: `${from.split('.').reverse().join('-')} 10:00:00`, time: '00:00:05', number: '0049301', type: 'VOIP' })
  function history() {
    const { open, answer, pause } = account()
    let state: Partial<Services['history']> = {}
    const zone = { now: ZONE }
    const options = {
      now: () => Date.now(),
      zone: () => zone.now,
      region: () => 'DE',
      currency: () => 'USD',
      keepMonths: () => null,
      onChange: (part: Partial<Services['history']>) => (state = { ...state, ...part }),
    }
    const create = () => createHistory(open, options)
    return { history: create(), again: create, answer, pause, zone, state: () => state }
  }
  it('counts the rows that could not be read, over all slices, and remembers it', async () => {
    const { history: h, again, answer, state } = history()
    answer.rowsFor = (from) => ({ table: { tbody: { tr: { td: { 0: good(from), 1: { datestart: 'never' } } } } } })
    await h.sync({ from: '2026-10-20', to: '2026-11-02' }, true)
    expect(state()).toMatchObject({ unreadable: 2, error: null })
    expect((await h.totals({ ...noFilter, from: '2026-10-20', to: '2026-11-02' }, ZONE))?.total).toBe(2)
    await again().start()
    expect(state()).toMatchObject({ unreadable: 2, asOf: NOW })
  })
  it('takes what it has to another time zone when the user corrects that, now and at the next start', async () => {
    const { history: h, again, answer, zone } = history()
    answer.rowsFor = () => ({ table: { tbody: { tr: { td: { 0: { ...good('30.09.2026'), datestart: '2026-09-30 20:00:00' } } } } } })
    const days = { from: '2026-09-29', to: '2026-10-02' }
    const times = async () =>
      (await h.query({ ...noFilter, from: null, to: null, before: null, limit: 10 })).entries.map((e) => new Date(e.startedAt).toISOString())
    await h.sync(days, false)
    expect(await times()).toEqual(['2026-09-30T18:00:00.000Z'])
    zone.now = 'America/New_York'
    for (const fresh of [false, true]) {
      await h.sync(days, fresh)
      expect(await times()).toEqual(['2026-10-01T00:00:00.000Z'])
    }
    zone.now = ZONE
    await again().start()
    expect(await times()).toEqual(['2026-09-30T18:00:00.000Z'])
  })
  it('takes amounts in the account’s currency where the reply names none', async () => {
    const { history: h, answer } = history()
    answer.rowsFor = (from) => ({ table: { tbody: [{ ...good(from), amount: '0.10' }] } })
    await h.sync({ from: '2026-11-01', to: '2026-11-01' }, true)
    const { entries } = await h.query({ ...noFilter, before: null, limit: 5 })
    expect(entries.map(({ cdr }) => cdr?.amount)).toEqual([{ units: 1000, currency: 'USD' }])
  })
  it('of today alone, after a call, does not hide what is missing from other days', async () => {
    const { history: h, answer, state } = history()
    answer.rowsFor = () => ({ table: { tbody: ['x'] } })
    await h.sync({ from: '2026-11-01', to: '2026-11-02' }, true)
    answer.rowsFor = () => null
    h.readSoon(Date.now())
    await vi.advanceTimersByTimeAsync(10_000)
    expect(state()).toMatchObject({ unreadable: 1, running: null })
    await h.sync({ from: '2026-11-01', to: '2026-11-02' }, true)
    expect(state()).toMatchObject({ unreadable: 0 })
  })
  it('after a call has the days since it began, also where it went on past midnight', async () => {
    const { history: h, answer } = history()
    const asked: string[] = []
    answer.rowsFor = (from, to) => {
      asked.push(`${from} ${to}`)
      return null
    }
    vi.setSystemTime(Date.UTC(2026, 10, 1, 23, 5))
    // in Berlin it is five past twelve on the second
    h.readSoon(Date.UTC(2026, 10, 1, 22, 50))
    // another one ends meanwhile: both are read
    await vi.advanceTimersByTimeAsync(5000)
    h.readSoon(Date.UTC(2026, 10, 1, 23, 1))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked).toEqual(['01.11.2026 02.11.2026'])
    h.readSoon(Date.UTC(2026, 10, 1, 23, 6))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked.at(-1)).toBe('02.11.2026 02.11.2026')
  })
  it('after a call waits for a longer reading, which may have passed that day', async () => {
    const { history: h, answer, pause } = history()
    const asked: string[] = []
    answer.rowsFor = (from, to) => {
      asked.push(`${from} ${to}`)
      return null
    }
    const paused = pause()
    const long = h.sync({ from: '2026-10-01', to: '2026-11-02' }, true)
    await vi.advanceTimersByTimeAsync(10)
    h.readSoon(NOW)
    await vi.advanceTimersByTimeAsync(30_000)
    const before = asked.length
    paused.resolve()
    await long
    expect(asked.slice(before)).not.toContain('02.11.2026 02.11.2026')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked.at(-1)).toBe('02.11.2026 02.11.2026')
  })
  it('counts a row of a slice that was read again in halves once', async () => {
    const { history: h, answer, state } = history()
    answer.rowsFor = (from, to) => ({
      table: { tbody: { tr: { td: from === to ? ['x'] : [...Array.from({ length: 499 }, () => good(from)), 'x'] } } },
    })
    await h.sync({ from: '2026-11-01', to: '2026-11-02' }, true)
    expect(state()).toMatchObject({ unreadable: 2 })
  })
  it('has all records of a day with more than a reply holds at first', async () => {
    const { history: h, answer, state } = history()
    const asked: number[] = []
    answer.rowsFor = (from, _to, show) => {
      asked.push(show)
      return { table: { tbody: { tr: { td: Array.from({ length: Math.min(show, 731) }, () => good(from)) } } } }
    }
    await h.sync({ from: '2026-11-02', to: '2026-11-02' }, true)
    expect(asked).toEqual([500, 1000])
    expect(state()).toMatchObject({ unreadable: 0, capped: [], error: null })
    expect((await h.totals({ ...noFilter, from: '2026-11-02', to: '2026-11-02' }, ZONE))?.total).toBe(731)
  })
  it('says of which days the provider gives no more than so many records', async () => {
    const { history: h, answer, state } = history()
    answer.rowsFor = (from, _to, show) => ({
      table: {
        tbody: {
          tr: { td: Array.from({ length: from === '01.11.2026' ? Math.min(show, 500) : 3 }, (_, i) => ({ ...good(from), number: `0049${i}` })) },
        },
      },
    })
    await h.sync({ from: '2026-11-01', to: '2026-11-02' }, true)
    expect(state()).toMatchObject({ capped: ['2026-11-01'], unreadable: 0, error: null })
    answer.rowsFor = () => null
    await h.sync({ from: '2026-10-20', to: '2026-10-22' }, true)
    expect(state()).toMatchObject({ capped: ['2026-11-01'] })
  })
  /** A provider whose days have so many records each, and whose replies have so many at most, whatever is asked for. */
  const giving = (most: number, perDay: (date: string) => number) => (from: string, to: string, show: number) => {
    const rows: unknown[] = []
    const last = to.split('.').reverse().join('-')
    for (let date = from.split('.').reverse().join('-'); date <= last; date = addDays(date, 1))
      for (let i = 0; i < perDay(date); i++) rows.push({ datestart: `${date} 10:00:00`, time: '00:00:05', number: `0049${i}`, type: 'VOIP' })
    return { table: { tbody: { tr: { td: rows.slice(0, Math.min(show, most)) } } } }
  }
  it.each([100, 150, 250])('is whole where the provider gives %i records at a time, whatever is asked for', async (most) => {
    const { history: h, answer, state } = history()
    answer.rowsFor = giving(most, () => 60)
    await h.sync({ from: '2026-10-01', to: '2026-11-02' }, true)
    expect((await h.totals(noFilter, ZONE))?.total).toBe(33 * 60)
    expect(state()).toMatchObject({ capped: [], error: null })
  })
  it.each([50, 100, 800, 1500, 3000])('names a day of which the provider gives %i records and no more', async (most) => {
    const { history: h, answer, state } = history()
    answer.rowsFor = giving(most, (date) => (date === '2026-11-01' ? 3333 : 7))
    await h.sync({ from: '2026-10-01', to: '2026-11-02' }, true)
    expect(state()).toMatchObject({ capped: ['2026-11-01'], error: null })
    expect((await h.totals(noFilter, ZONE))?.total).toBe(most + 32 * 7)
  })
  it('believes a round number of records in a day of a busier week, and one that has changed since', async () => {
    const { history: h, answer, state } = history()
    answer.rowsFor = giving(9999, (date) => (date < '2026-11-01' ? 100 : 3))
    await h.sync({ from: '2026-10-27', to: '2026-11-02' }, true)
    expect(state()).toMatchObject({ capped: [] })
    const { history: other, answer: theirs, state: now } = history()
    let calls = 50
    theirs.rowsFor = giving(9999, (date) => (date === '2026-11-02' ? calls : 0))
    await other.sync({ from: '2026-10-27', to: '2026-11-02' }, true)
    expect(now()).toMatchObject({ capped: ['2026-11-02'] })
    calls = 51
    other.readSoon(Date.now())
    await vi.advanceTimersByTimeAsync(10_000)
    expect(now()).toMatchObject({ capped: [] })
  })
  it('of everything goes back until a year has no record, and not further', async () => {
    const { history: h, answer, state } = history()
    const years = new Set<string>()
    const of = giving(9999, (date) => (date === '2026-10-30' || date === '2025-06-01' ? 2 : 0))
    answer.rowsFor = (from, to, show) => {
      years.add(to.slice(-4))
      return from === '27.10.2026' ? { table: { tbody: { tr: { td: ['x', ...Array(2).fill(good('30.10.2026'))] } } } } : of(from, to, show)
    }
    await h.sync({ from: null, to: '2026-11-02' }, false)
    expect((await h.totals(noFilter, ZONE))?.total).toBe(4)
    expect([...years]).toEqual(['2026', '2025', '2024', '2023'])
    expect(state()).toMatchObject({ unreadable: 1 })
  })
  it('of everything ends with the first failure, and when it is cancelled', async () => {
    const { history: h, answer, state } = history()
    let left = 60
    answer.rowsFor = (from) => {
      left -= 1
      if (left === 10) throw new AppError('provider-unreachable', '')
      if (left === 5) {
        h.cancel()
        throw new DOMException('cancelled', 'AbortError')
      }
      return { table: { tbody: { tr: { td: [good(from)] } } } }
    }
    await expect(h.sync({ from: null, to: '2026-11-02' }, true)).rejects.toMatchObject({ code: 'provider-unreachable' })
    expect([left, state().running]).toEqual([10, null])
    left = 7
    await h.sync({ from: null, to: '2026-11-02' }, true)
    expect([left > 0, state().running]).toEqual([true, null])
  })
  it('that broke off goes on where it was, and leaves out days whose records are final', async () => {
    const { history: h, again, answer } = history()
    const asked: string[] = []
    let left = 2
    answer.rowsFor = (from, to) => {
      asked.push(`${from}-${to}`)
      if (left-- <= 0) throw new Error('the network is gone')
      return null
    }
    const range = { from: '2026-09-20', to: '2026-11-02' }
    await expect(h.sync(range, false)).rejects.toThrow()
    expect(asked).toEqual(['27.10.2026-02.11.2026', '20.10.2026-26.10.2026', '13.10.2026-19.10.2026'])
    left = 100
    asked.length = 0
    const later = again()
    await later.start()
    await later.sync(range, false)
    // what was final is not read again
    expect(asked[0]).toBe('27.10.2026-02.11.2026')
    expect(asked).not.toContain('20.10.2026-26.10.2026')
    expect(asked).toContain('13.10.2026-19.10.2026')
    asked.length = 0
    await later.sync(range, false)
    expect(asked).toEqual(['27.10.2026-02.11.2026'])
    await later.sync(range, true)
    expect(asked.length).toBe(8)
  })
  it('keeps what could not be read, as it came, for the report', async () => {
    const { history: h, answer } = history()
    answer.rowsFor = () => ({ table: { tbody: { tr: { td: [{ datestart: 'never', number: '00493012345' }] } } } })
    await h.sync({ from: '2026-11-01', to: '2026-11-01' }, true)
    expect(h.unread()).toEqual(['{"datestart":"never","number":"00493012345"}'])
  })
  it('of a reply without a table fails, settles no day and leaves what is stored', async () => {
    const { history: h, again, answer, state } = history()
    const range = { from: '2026-10-01', to: '2026-10-02' }
    answer.rowsFor = () => ({ table: { tbody: { tr: { td: [good('01.10.2026')] } } } })
    await h.sync(range, true)
    answer.rowsFor = () => ({ message: 'later' })
    await expect(h.sync(range, true)).rejects.toMatchObject({ code: 'provider-unexpected-reply' })
    expect(state()).toMatchObject({ running: null, error: { code: 'provider-unexpected-reply' } })
    expect((await h.totals(noFilter, ZONE))?.total).toBe(1)
    const other = again()
    await other.start()
    const asked: string[] = []
    answer.rowsFor = (from) => {
      asked.push(from)
      return { message: 'later' }
    }
    await expect(other.sync({ from: '2026-09-01', to: '2026-09-02' }, false)).rejects.toThrow()
    await expect(other.sync({ from: '2026-09-01', to: '2026-09-02' }, false)).rejects.toThrow()
    expect(asked).toEqual(['01.09.2026', '01.09.2026'])
  })
  it('whose reply is too large is read in halves; a day that is too large keeps what a smaller reply held, and is named', async () => {
    const { history: h, answer, state } = history()
    answer.rowsFor = (from, to, show) => {
      if (from !== to || show > 1000) throw new AppError('provider-reply-too-large', 'too large')
      return {
        table: { tbody: { tr: { td: Array.from({ length: from === '01.11.2026' ? show : 3 }, (_, i) => ({ ...good(from), number: `0049${i}` })) } } },
      }
    }
    await h.sync({ from: '2026-11-01', to: '2026-11-02' }, true)
    expect(state()).toMatchObject({ capped: ['2026-11-01'], error: null })
    expect((await h.totals(noFilter, ZONE))?.total).toBe(1003)
  })
})
