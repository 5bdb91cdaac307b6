import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loopbackCertificate } from '../../sandbox/certificate.ts'
import { freePorts, type PeerProcess, peerFolder, portOpen, startPeer } from './process.ts'

export type Kamailio = {
  readonly peer: PeerProcess
  readonly port: number
  readonly tls: number
  readonly wss: number
  readonly domain: string
  readonly stop: () => Promise<void>
}

const modules = ['/usr/lib/x86_64-linux-gnu/kamailio/modules/', '/usr/lib/aarch64-linux-gnu/kamailio/modules/'].find((p) => existsSync(p)) ?? ''

/** A real registrar and proxy on free ports of 127.0.0.1: UDP and TCP on one, TLS and WebSocket over TLS on two more. */
export async function startKamailio(algorithm: 'MD5' | 'SHA-256' = 'MD5'): Promise<Kamailio> {
  const folder = peerFolder('kamailio')
  const port = await freePorts(3)
  const { key, cert } = await loopbackCertificate('sip.test.invalid')
  writeFileSync(join(folder, 'server.key'), key)
  writeFileSync(join(folder, 'server.pem'), cert)
  const values: Record<string, string> = {
    UDP: String(port),
    TLS: String(port + 1),
    WSS: String(port + 2),
    FOLDER: folder,
    MODULES: modules,
    ALGORITHM: algorithm,
  }
  const config = readFileSync(join(import.meta.dirname, 'kamailio.cfg'), 'utf8').replace(/@(\w+)@/g, (_all, name: string) => values[name] ?? '')
  writeFileSync(join(folder, 'kamailio.cfg'), config)
  const peer = startPeer(folder, 'kamailio', [
    '-f',
    join(folder, 'kamailio.cfg'),
    '-DD',
    '-E',
    '-m',
    '32',
    '-M',
    '8',
    '-w',
    folder,
    '-Y',
    folder,
    '-P',
    join(folder, 'pid'),
  ])
  await portOpen(port + 2, peer)
  return { peer, port, tls: port + 1, wss: port + 2, domain: 'sip.test.invalid', stop: peer.stop }
}
