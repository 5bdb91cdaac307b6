import { expect, it } from 'vitest'
import { askCard, readCard } from '../../../../../electron/main/provider/mycard.ts'
import { answering, credentials, sampleBody } from '../../../../support/fakes/provider-answers.ts'

it.each([
  ['mycard-show.txt', true],
  ['mycard-insert.txt', true],
  ['mycard-blockcard.txt', false],
  ['mycard-disableCliByNumber.txt', false],
  ['mycard-unblockcard.txt', true],
  ['mycard-changeCliByNumber.txt', true],
  ['mycard-activateMyCard.txt', true],
])('%s, with its surplus brace and single quotes', (name, usable) => {
  expect(readCard(sampleBody(name))).toMatchObject({ serial: '12871384', pin: '321582778', balance: { units: 1000, currency: 'EUR' }, usable })
})
it('mycard-v2: fields by their printed names, umlauts in UTF-8', async () => {
  const { sent, client } = answering()
  await askCard(client, credentials, { action: 'insert', cli: '49176', customer: 'Jürgen & Söhne', amount: '5.00', bySms: false, smsText: '' })
  await askCard(client, credentials, { action: 'changeCliByNumber', cli: '49176', newCli: '49177', realm: 'r/1' })
  await askCard(client, credentials, { action: 'activateMyCard', cli: '49176', pin: '0815', realm: 'r' })
  expect(sent.map((s) => s.body)).toEqual([
    'm=mycard-v2&v=json&act=insert&Telefon=49176&Kunde=J%C3%BCrgen+%26+S%C3%B6hne&Amount=5.00&sendSmsInfo=0',
    'm=mycard-v2&v=json&act=changeCliByNumber&realm=r%2F1&cli=49176&newCli=49177',
    'm=mycard-v2&v=json&act=activateMyCard&realm=r&cli=49176&PIN=0815',
  ])
})
it.each([
  [1, true],
  ['1', true],
  ['', false],
  [' ', false],
  [null, false],
  [false, false],
  ['0', false],
  [undefined, false],
  ['false', false],
  ['no', false],
  ['&nbsp;', false],
  [[], false],
  [{}, false],
])('active %j is usable: %s', (active, usable) => expect(readCard({ fldSerial: '1', active })?.usable).toBe(usable))
it('a card one level down, with an amount in thousands', () => {
  expect(readCard({ card: { fldSerial: '1', Amount: '1.234,56 EUR', active: 1 } })?.balance).toEqual({ units: 12_345_600, currency: 'EUR' })
})
