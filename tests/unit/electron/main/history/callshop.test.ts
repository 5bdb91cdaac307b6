import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { createCallshop } from '../../../../../electron/main/history/callshop.ts'
import { readCallshop } from '../../../../../electron/main/provider/cdr-callshop.ts'
import { AppError } from '../../../../../shared/domain/failure.ts'
import type { CallshopCursor } from '../../../../../shared/domain/history-query.ts'
import { wallClock } from '../../../../../shared/domain/wall-clock.ts'
import { openAccountOn } from '../../../../support/fakes/open-account.ts'

const ZONE = 'Europe/Berlin'
const NOW = Date.UTC(2026, 10, 2, 12)
const days = { from: '2026-11-01', to: '2026-11-01' }
const row = (minute: number) => ({
  data: `2026-11-01 10:${10 + minute}:00.000`,
  caller: '0049301',
  callee: '0049302',
  duration: '5',
  billingduration: '60',
  amount: '0,1',
})
function shop() {
  const database = new DatabaseSync(':memory:')
  const account = openAccountOn(database)
  const answer: { body: (from: string, to: string) => unknown } = { body: () => [] }
  const zone = { now: ZONE }
  const callshop = createCallshop({
    database: account.database,
    now: () => NOW,
    zone: () => zone.now,
    fetch: async ({ from, to }) => readCallshop(answer.body(from, to), zone.now, 'EUR'),
  })
  const read = async (body: unknown) => {
    answer.body = () => body
    await callshop.read(days)
    const page = await callshop.stored(days)
    return [page.records.length, page.unreadable]
  }
  return { callshop, read, stored: () => callshop.stored(days), account, database, answer, zone }
}

it('records keyed by index replace those that are stored', async () => {
  const { read } = shop()
  expect(await read({ cdrs: [row(1), row(2), row(3)] })).toEqual([3, 0])
  expect(await read({ cdrs: { 0: row(1), 1: row(1) } })).toEqual([2, 0])
  expect(await read([])).toEqual([0, 0])
})
it('records that could not be read are counted, remembered, and remove nothing that is stored', async () => {
  const { read, stored } = shop()
  await read({ cdrs: [row(1), row(2), row(2)] })
  expect(await read({ cdrs: [{ ...row(1), data: 'never' }, row(2), row(3), row(3)] })).toEqual([5, 1])
  expect(await stored()).toMatchObject({ unreadable: 1, readAt: NOW })
  expect(await read({ cdrs: [row(2)] })).toEqual([1, 0])
})
it('records of other days than those requested are left to a reading of their days, however often they come', async () => {
  const { read, callshop } = shop()
  const other = { ...row(1), data: '2026-10-31 10:11:00.000' }
  const unread = { ...row(1), data: 'never' }
  await read({ cdrs: [row(1), other, unread] })
  await read({ cdrs: [row(1), other, unread] })
  expect((await callshop.stored({ from: '2026-10-01', to: '2026-11-30' })).records).toMatchObject([{ startedAt: Date.UTC(2026, 10, 1, 9, 11) }])
})
it('when they were read by an older version is known, too', async () => {
  const { account, stored } = shop()
  await account.database.request('writeValue', { key: 'callshop-read 2026-11-01 2026-11-01', value: '1793000000000' })
  expect(await stored()).toMatchObject({ readAt: 1_793_000_000_000, unreadable: 0 })
})
it('days whose reply is too large are read in halves', async () => {
  const { callshop, answer } = shop()
  const asked: string[] = []
  answer.body = (from, to) => {
    asked.push(`${from.slice(8)}-${to.slice(8)}`)
    if (from !== to) throw new AppError('provider-reply-too-large', 'too large')
    return { cdrs: [{ ...row(1), data: `${from} 10:00:00.000` }] }
  }
  const three = { from: '2026-11-01', to: '2026-11-03' }
  await callshop.read(three)
  expect(asked).toEqual(['01-03', '03-03', '01-02', '02-02', '01-01'])
  expect((await callshop.stored(three)).sums.count).toBe(3)
})
it('days of which the provider gives so many records at a time and no more are read in halves', async () => {
  const { callshop, answer } = shop()
  const records = (date: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...row(1), data: `${date} 10:00:00.000`, caller: `0049${i}` }))
  const giving = (most: number, of: Readonly<Record<string, number>>) => (from: string, to: string) => ({
    cdrs: Object.entries(of)
      .filter(([date]) => date >= from && date <= to)
      .flatMap(([date, count]) => records(date, count))
      .slice(0, most),
  })
  const three = { from: '2026-11-01', to: '2026-11-03' }
  answer.body = giving(100, { '2026-11-01': 60, '2026-11-02': 61, '2026-11-03': 62 })
  await callshop.read(three)
  expect((await callshop.stored(three)).sums.count).toBe(183)
})
it('a round number of records of one day, which may not be all, removes nothing that is stored', async () => {
  const { read, stored } = shop()
  const many = Array.from({ length: 100 }, (_, i) => ({ ...row(i % 50), caller: `0049${i}` }))
  expect(await read({ cdrs: many.slice(0, 20) })).toEqual([20, 0])
  expect(await read({ cdrs: many.slice(50) })).toEqual([70, 0])
  expect(await read({ cdrs: many.slice(0, 51) })).toEqual([51, 0])
  expect((await stored()).sums.count).toBe(51)
})
it('25,000 records are all there by pages, in the sums and in the file, none twice', async () => {
  const { callshop, account, database } = shop()
  const start = Date.UTC(2026, 10, 1, 6)
  const eur = (units: number) => ({ units, currency: 'EUR' })
  const records = Array.from({ length: 25_000 }, (_, i) => ({
    ...{ startedAt: start + Math.floor(i / 7) * 1000, caller: `0049${i}`, callee: '0044', destination: '=UK', seconds: 5, billedSeconds: 60 },
    ...{ amount: eur(10), amountWithTax: eur(12) },
  }))
  await account.database.request('saveCallshop', { since: 0, until: NOW, records, complete: true })
  const page = await callshop.stored(days)
  expect(page.sums).toEqual({ count: 25_000, seconds: 125_000, billedSeconds: 1_500_000, amounts: [eur(250_000)], amountsWithTax: [eur(300_000)] })
  const callers = page.records.map(({ caller }) => caller)
  for (let before: CallshopCursor | null = page.next; before; ) {
    const more: Awaited<ReturnType<typeof callshop.more>> = await callshop.more(days, before)
    callers.push(...more.records.map(({ caller }) => caller))
    before = more.next
  }
  expect([callers.length, new Set(callers).size]).toEqual([25_000, 25_000])
  const folder = mkdtempSync(join(tmpdir(), 'callshop-'))
  await callshop.export(days, join(folder, 'all.csv'), 'en')
  const lines = readFileSync(join(folder, 'all.csv'), 'utf8').split('\r\n')
  expect([lines.length, lines.at(-2)?.includes("'=UK")]).toEqual([25_002, true])
  rmSync(folder, { recursive: true })
  const plans = ['started_at >= 1 AND (started_at, id) < (2, 3) ORDER BY started_at DESC, id DESC LIMIT 4', 'started_at >= 1 AND started_at < 2'].map(
    (where) =>
      database
        .prepare(`EXPLAIN QUERY PLAN SELECT * FROM callshop_record WHERE ${where}`)
        .all()
        .map(({ detail }) => String(detail))
        .join(),
  )
  for (const plan of plans) expect(plan).toMatch(/^SEARCH callshop_record USING INDEX callshop_record_started/)
})

it('records go with the provider’s time zone when the user corrects it, and none is there twice', async () => {
  const { callshop, answer, zone } = shop()
  answer.body = () => [{ ...row(0), data: '2026-11-01 00:30:00.000' }]
  await callshop.read(days)
  for (const now of ['Europe/London', 'Europe/London', ZONE]) {
    zone.now = now
    const around = await callshop.stored({ from: '2026-10-31', to: '2026-11-01' })
    expect(around.records.map((r) => wallClock(r.startedAt, now))).toEqual(['2026-11-01 00:30:00'])
    await callshop.read(days)
    expect((await callshop.stored({ from: '2026-10-31', to: '2026-11-01' })).sums.count).toBe(1)
  }
})
