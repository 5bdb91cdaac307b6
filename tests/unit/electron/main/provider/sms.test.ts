import { expect, it } from 'vitest'
import { sendSms } from '../../../../../electron/main/provider/sms.ts'
import { answering, credentials } from '../../../../support/fakes/provider-answers.ts'

it('sms: one request a recipient, with the plus encoded', async () => {
  const { sent, client } = answering('{"error":false,"codes":[{"code":200}],"body":{"smsbilledId":"ID"}}')
  expect((await sendSms(client, credentials, { number: '+4917', message: 'Grüße' })).billedId).toBe('ID')
  expect(sent[0]?.body).toBe('act=sendSms&phonenumbers=%2B4917&message=Gr%C3%BC%C3%9Fe')
})
