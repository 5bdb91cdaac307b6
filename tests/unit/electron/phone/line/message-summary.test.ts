import { expect, it } from 'vitest'
import { readMessageSummary } from '../../../../../electron/phone/line/message-summary.ts'

it('a message summary gives the number of waiting messages (RFC 3842)', () => {
  expect(readMessageSummary('Messages-Waiting: yes\r\nMessage-Account: sip:*97@h.example\r\nVoice-Message: 2/8 (0/2)\r\n')).toEqual({
    waiting: true,
    fresh: 2,
    old: 8,
    account: '*97',
  })
  expect(readMessageSummary('Messages-Waiting: no\r\n')).toEqual({ waiting: false, fresh: 0, old: 0, account: null })
  expect(readMessageSummary('hello')).toBeNull()
})
