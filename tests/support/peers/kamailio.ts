import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loopbackCertificate } from '../../sandbox/certificate.ts'
import { sandboxLine } from '../../sandbox/provider.ts'
import type { SandboxLine } from '../../sandbox/reply.ts'
import { freePorts, here, type PeerProcess, type Place, peerFolder, portOpen, startPeer } from './process.ts'

export type Kamailio = {
  readonly peer: PeerProcess
  readonly port: number
  readonly tls: number
  readonly wss: number
  readonly domain: string
  /** What its location table holds for a user. */
  readonly contacts: (user: string) => Promise<string[]>
  readonly stop: () => Promise<void>
}

const modules = ['/usr/lib/x86_64-linux-gnu/kamailio/modules/', '/usr/lib/aarch64-linux-gnu/kamailio/modules/'].find((p) => existsSync(p)) ?? ''

/** A real registrar and proxy on free ports of 127.0.0.1: UDP and TCP on one, TLS and WebSocket over TLS on two more. */
export async function startKamailio(algorithm: 'MD5' | 'SHA-256' = 'MD5', place: Place = here, samePort: number | null = null): Promise<Kamailio> {
  const folder = peerFolder('kamailio')
  const port = samePort ?? (await freePorts(3))
  const { key, cert } = await loopbackCertificate('sip.test.invalid')
  writeFileSync(join(folder, 'server.key'), key)
  writeFileSync(join(folder, 'server.pem'), cert)
  const values: Record<string, string> = {
    HOST: place.host.includes(':') ? `[${place.host}]` : place.host,
    UDP: String(port),
    TLS: String(port + 1),
    WSS: String(port + 2),
    FOLDER: folder,
    MODULES: modules,
    ALGORITHM: algorithm,
  }
  const config = readFileSync(join(import.meta.dirname, 'kamailio.cfg'), 'utf8').replace(/@(\w+)@/g, (_all, name: string) => values[name] ?? '')
  writeFileSync(join(folder, 'kamailio.cfg'), config)
  const peer = startPeer(
    folder,
    'kamailio',
    ['-f', join(folder, 'kamailio.cfg'), '-DD', '-E', '-m', '32', '-M', '8', '-w', folder, '-Y', folder, '-P', join(folder, 'pid')],
    place,
  )
  await portOpen(port + 2, peer, place)
  return {
    peer,
    port,
    tls: port + 1,
    wss: port + 2,
    domain: 'sip.test.invalid',
    contacts: (user) => contactsOf(join(folder, 'control'), user),
    stop: peer.stop,
  }
}

/** A line at this registrar as the provider hands it out, over one transport; `part` replaces what differs. */
export const kamailioLine = (
  { port, domain }: Kamailio,
  username: string,
  transport: 'udp' | 'tcp' | 'tls' = 'udp',
  part: SandboxLine = {},
): SandboxLine =>
  sandboxLine({
    username,
    password: Buffer.from(`pw-${username}`).toString('base64'),
    ip: `127.0.0.1:${port}`,
    domain,
    [`transport_${transport}`]: 'true',
    ...part,
  })

async function contactsOf(control: string, user: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('kamcmd', ['-s', `unix:${control}`, 'ul.dump'])
  // one block a user, from its AoR to the next one's
  const block = stdout.split(/\bAoR: /).find((b) => b.startsWith(user)) ?? ''
  return [...block.matchAll(/^\s*Address: (\S+)/gm)].map((m) => m[1] ?? '')
}
