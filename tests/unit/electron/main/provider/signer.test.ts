import { describe, expect, it } from 'vitest'
import { formatDate, sign, signingCredentials, wipe } from '../../../../../electron/main/provider/signer.ts'

describe('the signature of a request', () => {
  it.each([
    ['alice', 'correct horse', '2024-01-02 03:04:05.000000 GMT+0000', 'alice:/Q+jofytgxNYC8jT5XsMfylbpgE='],
    ['bob', 'pässwörd€', '2024-12-31 23:59:59.000000 GMT+0000', 'bob:lVCGRhOUo553sxloF1HQKZqA1Zw='],
    ['alice', 'correct horse', '2024-01-02T03:04:05.678Z', 'alice:GkwqIKRael2l9y9L2BMCM9J4RGE='],
  ])('%s at %#', (userName, password, date, expected) => {
    expect(sign({ userName, password }, date)).toEqual({ 'x-date': date, 'x-authorization': expected })
  })
  it('treats a password in decomposed form as the same one', () => {
    const date = '2024-12-31 23:59:59.000000 GMT+0000'
    expect(sign({ userName: 'bob', password: 'pässwörd€'.normalize('NFD') }, date)['x-authorization']).toBe('bob:lVCGRhOUo553sxloF1HQKZqA1Zw=')
  })
  it('is the same with the key alone, which is kept instead of the password and can be wiped', () => {
    const date = '2024-12-31 23:59:59.000000 GMT+0000'
    const kept = signingCredentials({ userName: 'bob', password: 'pässwörd€' })
    expect(JSON.stringify(kept)).not.toContain('pässwörd')
    for (let n = 0; n < 2; n++) expect(sign(kept, date)['x-authorization']).toBe('bob:lVCGRhOUo553sxloF1HQKZqA1Zw=')
    wipe(kept)
    expect([...kept.key]).toEqual(Array(32).fill(0))
    expect(() => sign(kept, date)).toThrow(expect.objectContaining({ code: 'cancelled' }))
  })
  it.each(['a:b', 'jörg', '', ' x', 'x\n'])('refuses the user name %j', (userName) => {
    expect(() => sign({ userName, password: 'x' }, 'x')).toThrow(expect.objectContaining({ code: 'user-name-invalid' }))
  })
  it('rounds the time down to whole seconds', () => {
    expect(formatDate(Date.UTC(2024, 0, 2, 3, 4, 5, 999))).toBe('2024-01-02 03:04:05.000000 GMT+0000')
  })
})
