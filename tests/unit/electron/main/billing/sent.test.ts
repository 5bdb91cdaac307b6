import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { createSent } from '../../../../../electron/main/billing/sent.ts'
import { paidOperationSchema } from '../../../../../shared/domain/paid-operation.ts'
import { fakeDatabase } from '../../../../support/fakes/database.ts'
import { paidOperationOf } from '../../../../support/state.ts'

const euro = (units: number) => ({ units, currency: 'EUR' })

it('all that was sent is one CSV, in the words and signs of each language; of an SMS only the beginning, and no formula', async () => {
  const { database } = fakeDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'sent-'))
  const at = Date.UTC(2026, 10, 23, 9, 30)
  const write = (n: number, operation: Parameters<typeof paidOperationOf>) =>
    database.request('beginPaidOperation', {
      operation: { ...paidOperationOf(...operation), id: randomUUID(), createdAt: at + n * 1000 },
      pinHash: null,
      limit: null,
    })
  await write(0, ['topup', { balanceBefore: euro(84_000), balanceAfter: euro(284_000) }])
  await write(1, ['sms', { text: '=1+1; Ihre Bestellung ist da', target: '+491713920042', reference: 'S-1' }])
  await write(2, ['topup', { state: 'refused', failure: { code: 'pin-invalid', message: '', retryable: false, details: { code: 1200, text: 'x' } } }])
  await write(3, ['callback', { stopped: true, amount: euro(1739) }])
  const sent = createSent(database, () => 'Europe/Berlin')
  const read = async (language: 'en' | 'de', kind: 'sms' | null = null) => {
    await sent.export(kind, join(folder, 'sent.csv'), language)
    return Papa.parse<string[]>(readFileSync(join(folder, 'sent.csv'), 'utf8').replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data
  }
  const [head, callback, refused, sms, topUp] = await read('en')
  expect(head?.slice(0, 3)).toEqual(['Sent', 'Type', 'Number'])
  expect(callback?.slice(0, 8)).toEqual([
    '2026-11-23 10:30:03',
    'Web callback',
    '(+44) 20 7946 0018',
    '(+49) 171 3920042',
    '',
    'stopped',
    '',
    '0.1739',
  ])
  expect(refused?.slice(5, 7)).toEqual(['refused', 'PIN not valid or used before'])
  expect(sms?.slice(1, 6)).toEqual(['SMS', '(+49) 171 3920042', '', "'=1+1; Ihre Bestellun…", 'accepted'])
  expect(topUp?.slice(9, 12)).toEqual(['8.4000', '28.4000', 'EUR'])
  const german = await read('de')
  expect([german[0]?.[1], german[4]?.slice(9, 12)]).toEqual(['Art', ['8,4000', '28,4000', 'EUR']])
  expect(await read('de', 'sms')).toHaveLength(2)
  rmSync(folder, { recursive: true, force: true })
})
it('more than a page of them are all in the file, and of each kind all can be read', async () => {
  const { database } = fakeDatabase()
  for (let n = 0; n < 1201; n++)
    await database.request('beginPaidOperation', {
      operation: paidOperationSchema.parse({ ...paidOperationOf(n % 400 ? 'sms' : 'topup'), id: randomUUID(), createdAt: 1000 + n }),
      pinHash: null,
      limit: null,
    })
  const sent = createSent(database, () => 'Europe/Berlin')
  const folder = mkdtempSync(join(tmpdir(), 'sent-'))
  await sent.export(null, join(folder, 'sent.csv'), 'en')
  expect(readFileSync(join(folder, 'sent.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(1202)
  expect((await sent.page({ kind: 'topup', before: null, limit: 10 })).operations).toHaveLength(4)
  rmSync(folder, { recursive: true, force: true })
})
