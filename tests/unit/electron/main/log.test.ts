import { expect, it } from 'vitest'
import { redact } from '../../../../electron/main/log.ts'

it('the log holds no secret and no whole phone number', () => {
  const text = redact(
    'x-authorization: alice:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAuthorization: Digest username="u", response="abc"\npassword=made-up pin: 1234567 call +493023125110',
  )
  for (const secret of ['AAAAAAAAAAA', 'abc', 'made-up', '1234567', '3023125']) expect(text).not.toContain(secret)
})
