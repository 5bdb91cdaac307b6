import { expect, it } from 'vitest'
import { startCallback, stopCallback } from '../../../../../electron/main/provider/webcallback.ts'
import { answering, credentials, refused } from '../../../../support/fakes/provider-answers.ts'

it('webcallback: start, and stop with both names', async () => {
  const { sent, client } = answering('{"error":false,"codes":[{"code":200}],"body":{"callId":"A-1"}}')
  expect((await startCallback(client, credentials, { from: '+4930', to: '0044' })).callId).toBe('A-1')
  await stopCallback(client, credentials, 'A-1')
  expect(sent.map((s) => s.body)).toEqual(['act=trycallback&aNumber=%2B4930&bNumber=0044', 'act=stopcallback&callId=A-1&callerId=A-1'])
})
it('a callback that is gone counts as stopped; one without an id cannot be stopped', async () => {
  const { client } = answering(refused(1001), '{"error":false,"codes":[{"code":200}],"body":{}}')
  await stopCallback(client, credentials, 'A-1')
  expect((await startCallback(client, credentials, { from: '1', to: '2' })).callId).toBeNull()
})
