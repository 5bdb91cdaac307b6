import { expect, it } from 'vitest'
import { withoutSecrets } from '../../../../../electron/phone/sip/trace.ts'

it('a trace holds no digest answer and no key', () => {
  const text = withoutSecrets(
    'REGISTER sip:h SIP/2.0\r\nAuthorization: Digest username="u", realm="r", nonce="n1", response="deadbeef", cnonce=cc\r\n\r\na=crypto:1 X inline:AAAABBBB|2^20\r\n',
  )
  expect(text).toContain('username="u"')
  expect(text).not.toMatch(/deadbeef|n1|cc\r|AAAABBBB/)
})
