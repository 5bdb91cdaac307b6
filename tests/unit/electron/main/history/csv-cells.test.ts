import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { callshopHead, callshopRows, historyHead, historyRows } from '../../../../../electron/main/history/csv.ts'
import { amountCell, csvLines, numberCell, plainForm, spreadsheetForm, textCell } from '../../../../../electron/main/history/csv-cells.ts'
import type { CallLogEntry } from '../../../../../shared/domain/call.ts'
import { cleanNumber, fromProviderNumber } from '../../../../../shared/domain/phone-number.ts'

/** Text with what spreadsheets, CSV and phones make something of. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n,;"\'| 0149(）＝＋－＠\u00a0'), maxLength: 20 }),
)
const startsFormula = (cell: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(cell)
const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^0+/, '')

it('begin no formula, whatever the text, number or amount', () => {
  fc.assert(
    fc.property(hostile, fc.integer(), (text, units) => {
      const cells = [textCell(text), numberCell(text), amountCell({ units, currency: 'EUR' }, plainForm)]
      expect(cells.filter(startsFormula)).toEqual([])
    }),
  )
})
it('begin none in any export either, read with any separator, and are as many in each line', () => {
  const at = Date.UTC(2026, 10, 23, 9, 30)
  const money = { units: -100, currency: 'EUR' }
  fc.assert(
    fc.property(hostile, hostile, fc.constantFrom('en' as const, 'de' as const), (text, number, language) => {
      const call = { direction: 'outgoing', outcome: 'connected', number, name: text, lineLabel: text } as CallLogEntry
      const cdr = { key: 'a', startedAt: at, seconds: 1, mismatch: false, number, destination: text, amount: money, amountWithTax: money, type: text }
      const record = {
        startedAt: at,
        caller: number,
        callee: text,
        destination: text,
        seconds: 1,
        billedSeconds: 1,
        amount: money,
        amountWithTax: null,
      }
      const files = [
        historyHead(language) + historyRows([{ id: 'a', position: 1, startedAt: at, call, cdr }], language, 'UTC'),
        callshopHead(language) + callshopRows([record], language, 'UTC'),
      ]
      for (const file of files) {
        const own = Papa.parse<string[]>(file.slice(1), { delimiter: spreadsheetForm(language).separator }).data.slice(0, -1)
        expect([own.length, new Set(own.map((row) => row.length)).size]).toEqual([2, 1])
        for (const delimiter of [',', ';', '\t'])
          expect(
            Papa.parse<string[]>(file.slice(1), { delimiter, newline: '\r\n' })
              .data.flat()
              .filter((cell) => startsFormula(cell.trim())),
          ).toEqual([])
      }
    }),
  )
})
it.each([
  ['+4930123456', '(+49) 30 123456'],
  ['004930123456', '(+49) 30 123456'],
  ['+4930', '(+) 4930'],
  ['030123456', '0 30123456'],
  ['0049', '00 49'],
  ['000', '00 0'],
  ['491701234567', '4917 0123 4567'],
  ['110', '110'],
  ['*21#', '*21#'],
  ['ONNET1234', 'ONNET1234'],
  ['bob@example.invalid', 'bob@example.invalid'],
])('the number %s is shown as %s', (number, shown) => expect(numberCell(number)).toBe(shown))
it('of a number has all of its digits, and is no number to a spreadsheet where it would lose one', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(\+|00|0)?\d{1,20}$/), (number) => {
      const cell = numberCell(number)
      expect(digitsOf(cleanNumber(cell.replace('(+', '')))).toBe(digitsOf(fromProviderNumber(number)))
      if (/^\d+$/.test(cell)) expect(String(Number(cell))).toBe(number)
    }),
  )
})
it('of amounts can be added up', () => {
  expect(amountCell({ units: 119, currency: 'EUR' }, plainForm)).toBe('0.0119')
  expect(amountCell({ units: -12_345, currency: 'EUR' }, spreadsheetForm('de'))).toBe('(1,2345)')
  expect(amountCell(null, plainForm)).toBe('')
})
it('none make no line', () => expect(csvLines([], plainForm)).toBe(''))
