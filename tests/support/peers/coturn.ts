import { join } from 'node:path'
import { freePorts, here, type PeerProcess, type Place, peerFolder, portOpen, startPeer } from './process.ts'

/** A real STUN server on a free port; it logs every request to its output. */
export async function startStun(
  place: Place = here,
): Promise<{ readonly port: number; readonly peer: PeerProcess; readonly stop: () => Promise<void> }> {
  const folder = peerFolder('coturn')
  const port = await freePorts(2)
  const peer = startPeer(
    folder,
    'turnserver',
    [
      ...['-n', '--listening-ip', place.host, '--listening-port', String(port), '--stun-only', '--no-cli', '--no-tls', '--no-dtls', '--verbose'],
      ...['--log-file', 'stdout', '--simple-log', '--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db')],
    ],
    place,
  )
  await portOpen(port, peer, place)
  return { port, peer, stop: peer.stop }
}
