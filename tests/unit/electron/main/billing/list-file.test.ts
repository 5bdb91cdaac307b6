import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCardFile, readNumberFile } from '../../../../../electron/main/billing/list-file.ts'
import { cardsCsv, orderCsv } from '../../../../../electron/main/billing/tables.ts'
import { bareNumber } from '../../../../../shared/domain/phone-number.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a file of numbers', () => {
  it('is a text with one a line, whatever else stands there', () => {
    expect(readNumberFile(bytes('+49 30 1234567\r\nnobody\n\n0171 3920001'))).toEqual(['+49 30 1234567', 'nobody', '0171 3920001'])
  })
  it('is a table whose column with most numbers counts, without its head', () => {
    expect(readNumberFile(bytes('Name;Telefon;Ort\nA;030 1234567;10115\nB;kein;10117\nC;0171 3920001;1'))).toEqual([
      '030 1234567',
      'kein',
      '0171 3920001',
    ])
  })
  it('may be of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (some) => Array.isArray(readNumberFile(some)) && Array.isArray(readCardFile(some))))
  })
})

describe('a file of cards', () => {
  it('has its columns by their names in English or German, in any order', () => {
    const row = { line: 2, number: '0171 3920001', customer: 'Kiosk', amount: '5,00' }
    expect(readCardFile(bytes('Betrag;Kunde;Rufnummer\n5,00;Kiosk;0171 3920001'))).toEqual([row])
    expect(readCardFile(bytes('Customer,Amount,Phone number\nKiosk,"5,00",0171 3920001'))).toEqual([row])
  })
  it('has them by what they look like, where they have no names', () => {
    expect(readCardFile(bytes('Kiosk,0171 3920001,5\nBar,0171 3920002,7.50'))).toEqual([
      { line: 1, number: '0171 3920001', customer: 'Kiosk', amount: '5' },
      { line: 2, number: '0171 3920002', customer: 'Bar', amount: '7.50' },
    ])
    expect(readCardFile(bytes('0171 3920001\nnobody'))).toEqual([
      { line: 1, number: '0171 3920001', customer: '', amount: '' },
      { line: 2, number: 'nobody', customer: '', amount: '' },
    ])
  })
  it('may be one that was written here', () => {
    const cli = '491713920001'
    const card = {
      cli,
      customer: '=1+1',
      serial: '1',
      balance: null,
      loaded: null,
      state: 'usable',
      movedTo: null,
      checkedAt: null,
      createdAt: null,
    } as const
    const order = {
      cli,
      customer: '=1+1',
      amount: { units: 50_000, currency: 'EUR' as const },
      position: 0,
      state: 'refused',
      failure: null,
    } as const
    for (const language of ['en', 'de'] as const) {
      const [fromCards] = readCardFile(bytes(cardsCsv([card], language, 'UTC')))
      const [fromOrder] = readCardFile(bytes(orderCsv([order], language)))
      expect([fromCards?.customer, bareNumber(fromCards?.number ?? '', '')]).toEqual(['=1+1', cli])
      expect([fromOrder?.customer, bareNumber(fromOrder?.number ?? '', ''), Number(fromOrder?.amount.replace(',', '.'))]).toEqual(['=1+1', cli, 5])
    }
  })
})

it('what became of each card is in the file, and no PIN', () => {
  const amount = { units: 50_000, currency: 'EUR' as const }
  const failure = { code: 'provider-refused', message: '', retryable: false, details: { text: 'no such number' } } as const
  const text = orderCsv([{ cli: '491713920001', customer: 'Kiosk', amount, position: 0, state: 'refused', failure }], 'en')
  expect(text).toBe('\uFEFFNumber,Customer,Amount,Currency,State,Reason\r\n(+49) 171 3920001,Kiosk,5.0000,EUR,Refused,no such number\r\n')
})
