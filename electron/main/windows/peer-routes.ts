import type { WebContents } from 'electron'
import type { Line } from '../../../shared/domain/line.ts'

type Routes = Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0]

/**
 * Which of this computer's addresses the page's peer connections may learn and use. A call's audio goes over loopback to the gateway, which
 * needs none of them. Only a line over a WebSocket has no gateway: its calls name the address of the default route, and no other (a VPN's, say).
 */
export function peerRoutes(lines: readonly Pick<Line, 'enabled' | 'transports' | 'webSocketAddress'>[]): Routes {
  const direct = lines.some(({ enabled, transports, webSocketAddress }) => enabled && (webSocketAddress !== null || transports.includes('wss')))
  return direct ? 'default_public_and_private_interfaces' : 'default_public_interface_only'
}
