import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCosts } from '../../../../../electron/main/history/costs.ts'
import { searchOf } from '../../../../../electron/main/history/history-totals.ts'
import type { PrintPage } from '../../../../../electron/main/history/printed.ts'
import { type StatementOptions, writeStatement } from '../../../../../electron/main/history/statement.ts'
import type { AccountDatabase } from '../../../../../electron/main/storage/database.ts'
import { noFilter } from '../../../../../shared/domain/history-query.ts'
import { billedCall, historyDatabase, loggedCall } from '../../../../support/fakes/history.ts'

const ZONE = 'Europe/Berlin'
const eur = (units: number) => ({ units, currency: 'EUR' })
const days = { from: '2026-11-01', to: '2026-11-30' }

const history = historyDatabase()
history.upsertCall(loggedCall('call-1000', '+4930231251', 0, 60, { name: '=HYPERLINK("x")', lineLabel: 'Office <b>' }))
history.saveCdrs({
  cdrs: [
    billedCall('004930231251', 0, 60, { amount: eur(100), amountWithTax: eur(119), destination: 'Germany & more' }),
    ...Array.from({ length: 1200 }, (_, i) => billedCall('00442079460001', 100 + i * 300, 30, { amount: eur(7), destination: '@SUM(A1)' })),
    billedCall('00442079460002', 50, 30, { amount: { units: -5, currency: 'USD' } }),
    billedCall('00442079460003', 60, 30),
    // in December
    billedCall('00442079460004', 8 * 86_400, 30, { amount: eur(1_000_000) }),
  ],
})
const database = {
  request: async (name: keyof typeof history, args: never) => (history[name] as (args: unknown) => unknown)(args),
} as unknown as AccountDatabase
const costs = createCosts(database, { zone: () => ZONE, callingCode: () => '49' })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statement-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = async (request: Partial<StatementOptions['request']>, part: Partial<StatementOptions> = {}, abort = new AbortController()) => {
  const progress: number[] = []
  const path = join(folder, `statement.${request.format ?? 'csv'}`)
  const written = await writeStatement(
    path,
    {
      search: searchOf({ ...noFilter, ...days }, ZONE, '49'),
      zone: ZONE,
      signal: abort.signal,
      onProgress(done) {
        progress.push(done)
        if (done > 600 && part.now?.() === 0) abort.abort()
      },
    },
    {
      database,
      costs,
      request: { ...days, format: 'csv', spreadsheet: false, ...request },
      account: { userName: 'alice', provider: 'https://login.example', customer: '+Customer', number: '4711' },
      language: 'en',
      now: () => Date.UTC(2026, 11, 1, 9),
      print: async () => null,
      missing: { unread: [], capped: [], unreadable: 0 },
      ...part,
    },
  )
  return { path, written, progress, text: existsSync(written) ? readFileSync(written, 'utf8') : '' }
}

describe('as CSV', () => {
  it('has what it is about, every billed call and totals that add up, with the same columns in every line', async () => {
    const { text, progress } = await write({})
    expect(text.startsWith('Statement of calls,2026-11-01 - 2026-11-30,')).toBe(true)
    const rows = Papa.parse<string[]>(text).data.slice(0, -1)
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([13]))
    const head = rows.findIndex(([first]) => first === 'Row')
    expect(rows.slice(0, head).map((row) => row.slice(0, 2))).toEqual([
      ['Statement of calls', '2026-11-01 - 2026-11-30'],
      ['Account', 'alice, 4711'],
      ['Customer', "'+Customer"],
      ['Provider', 'https://login.example'],
      ['Made on', '2026-12-01 10:00:00'],
      ['Currency', 'EUR, USD'],
    ])
    const titles = rows[head] ?? []
    const of = rows.slice(head + 1).map((row) => Object.fromEntries(titles.map((title, i) => [title, row[i] ?? ''])))
    const value = (cell = ''): number => Math.round(Number(cell.replace(/^\((.*)\)$/, '-$1')) * 10_000)
    for (const currency of ['EUR', 'USD']) {
      const sum = (kind: string) =>
        of.filter((row) => row['Row'] === kind && row['Currency'] === currency).reduce((n, row) => n + value(row['Cost']), 0)
      expect(['Call', 'By destination', 'By line', 'By day', 'Total'].map(sum)).toEqual(Array(5).fill(currency === 'EUR' ? 119 + 1200 * 7 : -5))
    }
    expect(of.filter((row) => row['Row'] === 'Call').length).toBe(1202)
    expect(of.find((row) => row['Name'])).toMatchObject({
      Begin: '2026-11-23 09:59:56',
      Number: '(+49) 30 231251',
      Name: `'=HYPERLINK("x")`,
      Net: '0.0100',
    })
    expect(of.find((row) => row['Row'] === 'By line')).toMatchObject({ Line: 'Not called with Dialdesk', Calls: '1200' })
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    expect(progress.at(-1)).toBe(1203)
  })
  it('for a spreadsheet has a byte order mark, and separator and decimals of the language', async () => {
    const { text } = await write({ spreadsheet: true }, { language: 'de' })
    expect(text.startsWith('\uFEFFEinzelverbindungen;2026-11-01 - 2026-11-30;')).toBe(true)
    expect(text).toContain(';0,0119;EUR\r\n')
    expect((await write({}, { language: 'de' })).text).toContain(',0.0119,EUR\r\n')
  })
  it('that is cancelled leaves nothing', async () => {
    await expect(write({}, { now: () => 0 })).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('as PDF', () => {
  it('is printed from a page with everything as text, which is gone afterwards', async () => {
    let page = ''
    let printed = ''
    const print: PrintPage = async (path, { footer, tagged }) => {
      page = path
      printed = readFileSync(path, 'utf8')
      expect(footer).toContain('class="pageNumber"')
      expect(tagged).toBe(true)
      return Buffer.from('%PDF')
    }
    const { text, written, path } = await write({ format: 'pdf' }, { print })
    expect([text, written, existsSync(page), readdirSync(folder)]).toEqual(['%PDF', path, false, ['statement.pdf']])
    for (const part of [
      '<h1>Statement of calls</h1>',
      'By destination, EUR',
      'By day, USD',
      'Germany &#38; more',
      'Office &#60;b&#62;',
      '€0.8519',
      '-$0.0005',
      'November 23, 2026',
    ])
      expect(printed).toContain(part)
    expect(printed).not.toMatch(/<script|<b>|December 1, 2026<\/td>/)
    expect(printed.match(/<tr><td class="n" style/g)?.length).toBe(1202)
  })
  it('says in the first lines what is missing', async () => {
    let printed = ''
    const print: PrintPage = async (path) => {
      printed = readFileSync(path, 'utf8')
      return null
    }
    const missing = { unread: [{ from: '2026-11-20', to: '2026-11-20' }], capped: ['2026-11-03'], unreadable: 2 }
    await write({ format: 'pdf' }, { print, missing, language: 'de' })
    const head = printed.slice(0, printed.indexOf('<h2>'))
    expect(head.match(/<p class="missing">[^<]*/g)).toEqual([
      '<p class="missing">Die Abrechnungsdaten dieser Tage konnten beim Erstellen nicht gelesen werden, Anrufe können fehlen: 20. November 2026.',
      '<p class="missing">Mehr Datensätze liefert der Anbieter für diese Tage nicht, es können welche fehlen: 3. November 2026.',
      '<p class="missing">Datensätze, die nicht lesbar waren und fehlen: 2.',
    ])
  })
  it('of thousands of calls is without marks for screen readers, with which it would be too large to send', async () => {
    const many = historyDatabase()
    many.saveCdrs({ cdrs: Array.from({ length: 2001 }, (_, i) => billedCall('00442079460001', i * 100, 30, { amount: eur(7) })) })
    const ask = { request: async (name: keyof typeof many, args: never) => (many[name] as (args: unknown) => unknown)(args) }
    const asked: boolean[] = []
    const print: PrintPage = async (_, { tagged }) => {
      asked.push(tagged)
      return null
    }
    const from = ask as unknown as AccountDatabase
    await write({ format: 'pdf' }, { print, database: from, costs: createCosts(from, { zone: () => ZONE, callingCode: () => '49' }) })
    expect(asked).toEqual([false])
  })
  it('is a page where it cannot be printed', async () => {
    const { written, text } = await write({ format: 'pdf' }, { language: 'de' })
    expect([written, text.includes('<html lang="de">'), text.includes('Einzelverbindungen')]).toEqual([join(folder, 'statement.html'), true, true])
  })
  it('that is cancelled while it is printed leaves nothing', async () => {
    const abort = new AbortController()
    const print = async () => {
      abort.abort()
      return null
    }
    await expect(write({ format: 'pdf' }, { print }, abort)).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})
it('of days without a billed call says so', async () => {
  const { text } = await write({ format: 'pdf', from: '2020-01-01', to: '2020-01-31' })
  expect(text).toContain('No billed calls in this period.')
})
