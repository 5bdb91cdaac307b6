import { expect, it } from 'vitest'
import { peerRoutes } from '../../../../../electron/main/windows/peer-routes.ts'
import { lineOf } from '../../../../support/state.ts'

it('a page learns no address of the computer, unless a line over a WebSocket needs one', () => {
  const line = { ...lineOf('sip_1', 'Office'), enabled: true, webSocketAddress: null, transports: ['udp', 'tls'] as const }
  const routes = (part: object) => peerRoutes([{ ...line, ...part } as never])
  expect([peerRoutes([]), routes({})]).toEqual(['default_public_interface_only', 'default_public_interface_only'])
  expect([routes({ transports: ['wss'] }), routes({ webSocketAddress: 'wss://sip.example' })]).toEqual([
    'default_public_and_private_interfaces',
    'default_public_and_private_interfaces',
  ])
  expect(routes({ transports: ['wss'], enabled: false })).toBe('default_public_interface_only')
})
