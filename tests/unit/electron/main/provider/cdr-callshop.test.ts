import { expect, it } from 'vitest'
import { readCallshop } from '../../../../../electron/main/provider/cdr-callshop.ts'
import { sampleBody } from '../../../../support/fakes/provider-answers.ts'

const BERLIN = 'Europe/Berlin'

it('cdr-callshop: equal rows each count', () => {
  const { records } = readCallshop(sampleBody('cdr-callshop.json'), BERLIN, 'EUR')
  expect(records.map((r) => r.amount?.units)).toEqual([12, 53, 12])
  expect(records[0]).toMatchObject({ caller: '00493019991390875', callee: '0049179123456', seconds: 4, destination: 'Germany Mobile O2' })
})
it('callshop accepts `date` as well as `data`', () => {
  expect(readCallshop({ cdrs: [{ date: '2026-11-01 10:00:00.000', duration: '7', amount: '0,1' }] }, BERLIN, 'EUR').records[0]).toMatchObject({
    seconds: 7,
  })
})
