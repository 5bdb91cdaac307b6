import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistorySearch } from '../../../../../electron/main/storage/requests.ts'
import type { CallOutcome } from '../../../../../shared/domain/call.ts'
import { addDays, readWallClock } from '../../../../../shared/domain/wall-clock.ts'
import { billedCall, HISTORY_START, historyDatabase, loggedCall, searchFor } from '../../../../support/fakes/history.ts'
import { watchedDatabase } from '../../../../support/fakes/watched-database.ts'
import { contactOf } from '../../../../support/state.ts'

const eur = (units: number) => ({ units, currency: 'EUR' })
const outcomes: readonly CallOutcome[] = ['connected', 'missed', 'busy']
const destinations = ['Germany, Berlin', 'Germany, mobile', 'United Kingdom']

/** Some hundred calls and records over ten days. */
function filled(database = new DatabaseSync(':memory:')) {
  const history = historyDatabase(database)
  for (let i = 0; i < 150; i++) {
    history.upsertCall(
      loggedCall(`call-${1000 + i}`, `+4930231251${10 + (i % 7)}`, i * 5000, 60 + i, {
        direction: i % 3 ? 'outgoing' : 'incoming',
        outcome: outcomes[i % outcomes.length] ?? 'failed',
        lineId: `sip_${i % 2}`,
        name: i % 5 ? null : 'Accounting',
      }),
    )
  }
  history.saveCdrs({
    cdrs: Array.from({ length: 100 }, (_, i) =>
      billedCall(`0044207946${10 + (i % 9)}`, i * 7000 + 100, 30, {
        destination: destinations[i % 3] ?? '',
        amount: eur(i * 10),
        amountWithTax: i % 2 ? eur(i * 12) : null,
        type: i % 4 ? 'VOIP' : 'CALLTHROUGH',
      }),
    ),
  })
  return history
}
const history = filled()
const all = (search: HistorySearch, limit = 500) => {
  const entries = []
  let before: number | null = null
  do {
    const page = history.historyPage({ search, before, limit })
    entries.push(...page.entries)
    before = page.next
  } while (before !== null)
  return entries
}
const everything = all(searchFor())

describe('pages', () => {
  it('of any size are everything, newest first, none twice', () => {
    expect(everything.length).toBe(250)
    expect(everything.map((e) => e.startedAt)).toEqual(everything.map((e) => e.startedAt).sort((a, b) => b - a))
    for (const limit of [1, 7, 100, 250]) expect(all(searchFor(), limit).map(({ id }) => id)).toEqual(everything.map(({ id }) => id))
  })
  it('under any filter hold what fits it', () => {
    const search = fc.record({
      text: fc.constantFrom('', 'account', 'mobile', '23125112', 'ac', '00442079461'),
      direction: fc.constantFrom('all', 'outgoing', 'incoming', 'missed'),
      outcome: fc.constantFrom(null, ...outcomes),
      lineId: fc.constantFrom(null, 'sip_0', 'sip_1', 'other'),
      kind: fc.constantFrom(null, 'VOIP', 'CALLTHROUGH'),
      destination: fc.constantFrom(null, ...destinations),
      costAbove: fc.constantFrom(null, 0, 500),
      limit: fc.integer({ min: 1, max: 60 }),
      since: fc.constantFrom(0, HISTORY_START + 200_000_000),
    })
    fc.assert(
      fc.property(search, ({ limit, ...part }) => {
        const wanted = part.text.replace(/^00/, '')
        const expected = everything.filter(({ call, cdr, startedAt }) => {
          const words = [call?.name, call?.number, cdr?.number, cdr?.destination].join(' ').toLowerCase()
          const cost = cdr?.amountWithTax ?? cdr?.amount ?? null
          return (
            startedAt >= part.since &&
            (wanted === '' || words.includes(wanted)) &&
            (part.direction === 'missed'
              ? call?.outcome === 'missed'
              : part.direction === 'all' || (call?.direction ?? 'outgoing') === part.direction) &&
            (part.outcome === null || call?.outcome === part.outcome) &&
            (part.lineId === null || call?.lineId === part.lineId) &&
            (part.kind === null || cdr?.type === part.kind) &&
            (part.destination === null || cdr?.destination === part.destination) &&
            (part.costAbove === null || (cost !== null && cost.units > part.costAbove))
          )
        })
        const filter = searchFor(part as Partial<HistorySearch>)
        expect(all(filter, limit).map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
        const [sum] = history.historySums({ search: filter, days: [{ date: 'x', since: part.since, until: filter.until }] }).days
        const spent = expected.reduce((n, { cdr }) => n + ((cdr?.amountWithTax ?? cdr?.amount)?.units ?? 0), 0)
        expect([sum?.calls ?? 0, sum?.amount?.units ?? 0]).toEqual([expected.length, spent])
      }),
      { numRuns: 200 },
    )
  })
})

it('sums are those of each day', () => {
  const midnight = (date: string) => readWallClock(`${date} 00:00:00`, 'UTC') ?? 0
  const days = Array.from({ length: 12 }, (_, i) => addDays('2026-11-23', i)).map((date) => ({
    date,
    since: midnight(date),
    until: midnight(addDays(date, 1)),
  }))
  const sums = history.historySums({ search: searchFor(), days }).days
  for (const { date, since, until } of days) {
    const of = everything.filter((e) => e.startedAt >= since && e.startedAt < until)
    const sum = sums.find((s) => s.date === date)
    expect([sum?.calls ?? 0, sum?.amount?.units ?? 0]).toEqual([
      of.length,
      of.reduce((n, { cdr }) => n + ((cdr?.amountWithTax ?? cdr?.amount)?.units ?? 0), 0),
    ])
  }
})

it('the filters offer what there is', () => {
  expect(history.historyChoices(undefined)).toEqual({
    lines: [
      { id: 'sip_0', label: 'Office' },
      { id: 'sip_1', label: 'Office' },
    ],
    kinds: ['CALLTHROUGH', 'VOIP'],
    destinations: [...destinations],
  })
})

it('no query looks at a whole table, and a key press costs three statements at most', () => {
  const { database, run, plan } = watchedDatabase()
  const watchedHistory = filled(database)
  watchedHistory.keepContacts({ all: true, changed: [contactOf(1, 'Accounting', ['+493023125110'])], removed: [] })
  const searches: Partial<HistorySearch>[] = [
    {},
    ...['account', '2312', 'ac', 'accounting berlin', 'of accounting'].map((text) => ({ text })),
    { direction: 'missed' },
    { lineId: 'sip_1', outcome: 'busy' },
    { destination: 'United Kingdom', costAbove: 100 },
    { kind: 'VOIP', since: HISTORY_START },
    { contactId: '00000000-0000-4000-8000-000000000001' },
  ]
  const seen = new Set<string>()
  for (const part of searches) {
    run.length = 0
    watchedHistory.historyPage({ search: searchFor(part), before: null, limit: 100 })
    expect(run.length).toBeLessThanOrEqual(3)
    run.push('')
    watchedHistory.historySums({ search: searchFor(part), days: [{ date: 'x', since: 0, until: 1 }] })
    for (const sql of run) if (sql) seen.add(sql)
  }
  run.length = 0
  watchedHistory.historyChoices(undefined)
  watchedHistory.historySpan({ since: 0, until: 1 })
  for (const sql of run) seen.add(sql)
  expect(seen.size).toBeGreaterThan(15)
  for (const sql of seen) {
    expect(
      plan(sql).filter((step) => /^SCAN (e|c|r|entry|call_log|record)\b/.test(step)),
      sql,
    ).toEqual([])
  }
})
