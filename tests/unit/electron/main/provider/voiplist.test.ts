import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readVoipList } from '../../../../../electron/main/provider/voiplist.ts'
import { sampleBody } from '../../../../support/fakes/provider-answers.ts'

it('the sample as printed', () => {
  const { records, skipped, footer } = readVoipList(sampleBody('voiplist.json'))
  expect(skipped).toEqual([])
  expect(records.map((r) => [r.id, r.fields['username'], r.fields['ip']])).toEqual([['sip_1', 'demo', '111.222.333.444:50123']])
  expect(footer).toEqual({ accountNumber: '1234', currency: 'EUR', balance: { units: 184_000, currency: 'EUR' } })
})
it('sorts lines by their number and loses no neighbour of a broken one', () => {
  const line = { type: 'sip', username: 'u' }
  const { records, skipped } = readVoipList({ voiplist: { sip_10: line, sip_2: line, iax_1: { type: 'IAX' }, sip_1: line, sip_3: 'x' } })
  expect(records.map((r) => r.id)).toEqual(['sip_1', 'sip_2', 'sip_10'])
  expect([...skipped].sort()).toEqual(['iax_1', 'sip_3'])
})
it('never throws, and keeps every good line among garbage', () => {
  const good = { type: 'SIP', username: 'good' }
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^x\w{1,8}$/), fc.anything()), (garbage) => {
      expect(readVoipList({ voiplist: { ...garbage, sip_7: good } }).records.some((r) => r.id === 'sip_7')).toBe(true)
    }),
  )
})
it('takes a thousand lines at most of a list that is longer, those with the lowest numbers', () => {
  const line = { type: 'SIP', username: 'u' }
  const { records, skipped } = readVoipList({ voiplist: Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`sip_${200_000 - i}`, line])) })
  expect([records.length, records[0]?.id, records.at(-1)?.id, skipped.length]).toEqual([1000, 'sip_1', 'sip_1000', 199_000])
})
