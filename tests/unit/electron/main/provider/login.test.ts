import { expect, it } from 'vitest'
import { tryLogin } from '../../../../../electron/main/provider/login.ts'
import { answering, credentials, refused } from '../../../../support/fakes/provider-answers.ts'

it('login is optional', async () => {
  const { sent, client } = answering(refused(404))
  expect(await tryLogin(client, credentials)).toBe(false)
  expect(sent[0]).toMatchObject({ url: 'https://p.example/api/rest/v3/login', method: 'POST', body: '' })
})
