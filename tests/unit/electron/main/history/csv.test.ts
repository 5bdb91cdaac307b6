import { expect, it } from 'vitest'
import { callshopHead, callshopRows, historyHead, historyRows, type Language } from '../../../../../electron/main/history/csv.ts'
import type { CallLogEntry } from '../../../../../shared/domain/call.ts'
import type { HistoryEntry } from '../../../../../shared/domain/call-matching.ts'

const at = Date.UTC(2026, 10, 23, 9, 30)
const euro = (units: number) => ({ units, currency: 'EUR' })
const page = (destination: string, number = '0049301234567'): HistoryEntry[] => [
  {
    id: 'a',
    position: 1,
    startedAt: at,
    call: null,
    cdr: {
      key: 'a',
      startedAt: at,
      seconds: 61,
      mismatch: false,
      number,
      destination,
      amount: euro(100),
      amountWithTax: euro(119),
      type: 'VOIP',
    },
  },
]
const historyCsv = (entries: readonly HistoryEntry[], language: Language, zone: string): string =>
  historyHead(language) + historyRows(entries, language, zone)

it('has a BOM, a head, the provider’s wall clock and the language’s decimals and separator', () => {
  const [head, row, rest] = historyCsv(page('Germany; "mobile"'), 'de', 'Europe/Berlin').split('\r\n')
  expect(head?.startsWith('\uFEFFBeginn;Richtung')).toBe(true)
  expect(row).toBe('2026-11-23 10:30:00;;;(+49) 30 1234567;;"Germany; ""mobile""";;61;0,0100;0,0119;EUR;VOIP')
  expect(rest).toBe('')
  expect(historyCsv(page('x'), 'en', 'Europe/Berlin')).toContain(',61,0.0100,0.0119,EUR,VOIP')
})

it('names direction and outcome in the language of its head', () => {
  const entry = page('x')[0]
  const call = { direction: 'incoming', outcome: 'answered-elsewhere', number: '+4930', name: '', lineLabel: 'Office' } as CallLogEntry
  const row = (language: 'en' | 'de') => historyCsv(entry ? [{ ...entry, call }] : [], language, 'UTC').split('\r\n')[1]
  expect(row('de')).toContain(';Eingehend;Woanders angenommen;')
  expect(row('en')).toContain(',Incoming,Answered elsewhere,')
})

it.each(['=HYPERLINK("x")', '+1+1', '-1', '@SUM(A1)'])('a destination %s is no formula', (text) => {
  expect(historyCsv(page(text), 'en', 'UTC')).toContain(`'${text.charAt(0)}`)
})

it.each(['=1+1', '-1+1', '@SUM(A1)', '+1-cmd|calc'])('a number %s, which a caller chooses, is no formula', (number) => {
  expect(historyCsv(page('x', number), 'en', 'UTC')).toContain(`,'${number},`)
  const records = [{ ...record, caller: number, callee: number }]
  expect(callshopRows(records, 'en', 'UTC')).toContain(`,'${number},'${number},`)
})

const record = {
  startedAt: at,
  caller: '0049301234567',
  callee: '0044201234567',
  destination: 'UK',
  seconds: 4,
  billedSeconds: 60,
  amount: euro(12),
  amountWithTax: null,
}

it('callshop records too', () => {
  expect(callshopHead('de')).toMatch(/^\uFEFFBeginn;Anrufer;/)
  expect(callshopRows([record], 'en', 'UTC')).toBe('2026-11-23 09:30:00,(+49) 30 1234567,(+44) 201234567,UK,4,60,0.0012,,EUR\r\n')
})
