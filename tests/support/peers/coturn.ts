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

/** A real TURN server on a free port, for one user with a password. */
export async function startTurn(
  userName: string,
  password: string,
): Promise<{ readonly port: number; readonly peer: PeerProcess; readonly stop: () => Promise<void> }> {
  const folder = peerFolder('coturn')
  const port = await freePorts(40)
  const peer = startPeer(folder, 'turnserver', [
    ...['-n', '--listening-ip', '127.0.0.1', '--relay-ip', '127.0.0.1', '--listening-port', String(port), '--no-cli', '--no-tls', '--no-dtls'],
    ...[
      '--min-port',
      String(port + 2),
      '--max-port',
      String(port + 39),
      '--lt-cred-mech',
      '--realm',
      'test.invalid',
      '--user',
      `${userName}:${password}`,
    ],
    // the far end is on this computer as well
    ...[
      '--allow-loopback-peers',
      '--verbose',
      '--log-file',
      'stdout',
      '--simple-log',
      '--pidfile',
      join(folder, 'pid'),
      '--userdb',
      join(folder, 'db'),
    ],
  ])
  await portOpen(port, peer)
  return { port, peer, stop: peer.stop }
}
