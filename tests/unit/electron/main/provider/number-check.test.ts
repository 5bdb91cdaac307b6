import { expect, it } from 'vitest'
import { checkNumber, readCheckedNumber } from '../../../../../electron/main/provider/number-check.ts'
import { answering, credentials, refused, sampleBody } from '../../../../support/fakes/provider-answers.ts'

it('the sample as printed', () => {
  expect(readCheckedNumber(sampleBody('number-check.txt'))).toEqual({ complete: '49179123456789', prefix: '49179', name: 'Germany Mobile O2' })
})
it('number-check by v3; unknown is no valid number', async () => {
  const { sent, client } = answering(refused(1001))
  expect(await checkNumber(client, credentials, { countryCode: '49', national: '17' })).toBeNull()
  expect(sent[0]?.url).toBe('https://p.example/api/rest/v3/number-check?prefix=49&number=17')
})
