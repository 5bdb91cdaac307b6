import { expect, it } from 'vitest'
import { sendTopup } from '../../../../../electron/main/provider/topup.ts'
import { answering, credentials } from '../../../../support/fakes/provider-answers.ts'

const V2 = 'https://p.example/api/rest/v2/?'

it('topup: the PIN alone, leading zeros kept', async () => {
  const { sent, client } = answering()
  await sendTopup(client, credentials, '0012 3'.replace(' ', ''))
  expect(sent).toEqual([{ url: `${V2}topup`, method: 'POST', body: 'pin=00123', type: 'application/x-www-form-urlencoded' }])
})
