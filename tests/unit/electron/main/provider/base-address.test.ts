import { describe, expect, it } from 'vitest'
import { readBaseAddress } from '../../../../../electron/main/provider/base-address.ts'

describe('the provider address', () => {
  it.each([
    ['login.provider.example', 'https://login.provider.example'],
    ['https://login.provider.example/', 'https://login.provider.example'],
    [' https://login.provider.example/api/rest/v2/ ', 'https://login.provider.example'],
    ['https://host.example/reseller', 'https://host.example/reseller'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s', (typed, base) => expect(readBaseAddress(typed)).toBe(base))
  it.each(['http://login.provider.example', 'ftp://x', '', 'https://user:pw@x.example', 'https://x.example/?a=1'])('refuses %j', (typed) => {
    expect(() => readBaseAddress(typed)).toThrow(expect.objectContaining({ code: 'address-invalid' }))
  })
})
