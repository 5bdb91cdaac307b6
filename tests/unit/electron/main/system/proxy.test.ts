import { expect, it } from 'vitest'
import { proxyConfig } from '../../../../../electron/main/system/proxy.ts'

it('the policy’s proxy becomes Chromium’s configuration', () => {
  expect([null, 'system'].map(proxyConfig)).toEqual([{ mode: 'system' }, { mode: 'system' }])
  expect(proxyConfig('direct')).toEqual({ mode: 'direct' })
  expect(proxyConfig('http://p:1')).toMatchObject({ mode: 'fixed_servers', proxyRules: 'http://p:1' })
})
