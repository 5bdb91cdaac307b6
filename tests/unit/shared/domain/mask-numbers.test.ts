import { expect, it } from 'vitest'
import { maskNumbers } from '../../../../shared/domain/diagnostics.ts'

it('masking keeps the shape of a message and takes numbers, users, names and addresses', () => {
  const text =
    'INVITE sip:+493023125110@pbx.example SIP/2.0\r\nFrom: "Ann Example" <sip:ann@h>;tag=1\r\nVia: SIP/2.0/UDP 192.168.7.31:5060\r\nX: call 00447700900123 now'
  const masked = maskNumbers(text)
  expect(masked).not.toMatch(/493023125110|Ann|ann@|168\.7|447700900123/)
  expect(masked).toContain('sip:***********10@pbx.example SIP/2.0')
  expect(masked).toContain('UDP 192.x.x.x:5060')
})
