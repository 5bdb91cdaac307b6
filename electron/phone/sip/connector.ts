import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import tls, { type ConnectionOptions, type SecureContext, type TLSSocket } from 'node:tls'
import type { Certificate } from '../../../shared/domain/line.ts'

export type Pin = { readonly host: string; readonly sha256: string }

/** The server's certificate was refused; the line shows it to the user. */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused'
  readonly certificate: Certificate

  constructor(certificate: Certificate) {
    super(`certificate of ${certificate.host} refused: ${certificate.problem}`)
    this.certificate = certificate
  }
}

/** The bundled authorities and the system's, which include a company's own; most are in both, in lines of other lengths. */
function trustedAuthorities(): string[] {
  const all = [...tls.getCACertificates('bundled'), ...tls.getCACertificates('system')]
  return [...new Map(all.map((pem) => [pem.replace(/\s/g, ''), pem])).values()]
}

let trusting: SecureContext | undefined
/** One for all connections: making it takes tens of ms, in which the audio of other calls would stand still. */
function trustingContext(): SecureContext {
  trusting ??= tls.createSecureContext({ ca: trustedAuthorities(), minVersion: 'TLSv1.2' })
  return trusting
}

/** Options for TLS and WebSocket connections; `verify` decides on the certificate, not Node. */
export function tlsOptions(host: string): ConnectionOptions {
  return {
    secureContext: trustingContext(),
    // the handshake succeeds so that a refused certificate can be shown and a pinned one compared
    rejectUnauthorized: false,
    ...(isIP(host) ? {} : { servername: host }),
    checkServerIdentity: () => undefined,
  }
}

/**
 * Accepts or refuses a connection's certificate for `host` (RFC 5922 7): it is valid for the host and trusted by an authority, or
 * it is the one that the user pinned for this line and host.
 *
 * @throws CertificateRefused, or an error when the server sent no certificate
 */
export function verify(socket: TLSSocket, host: string, pin: Pin | null): void {
  const peer = socket.getPeerX509Certificate()
  if (!peer) throw new Error('the server sent no certificate')
  const sha256 = peer.fingerprint256.replaceAll(':', '').toLowerCase()
  const pinned = pin?.host === host ? pin.sha256 : null
  if (pinned === sha256) return
  const wrongName = tls.checkServerIdentity(host, peer.toLegacyObject()) !== undefined
  if (socket.authorized && !wrongName) return
  throw new CertificateRefused(toCertificate(peer, host, sha256, problemOf(socket, peer, wrongName), pinned))
}

function problemOf(socket: TLSSocket, peer: X509Certificate, wrongName: boolean): Certificate['problem'] {
  const now = Date.now()
  if (Date.parse(peer.validTo) < now) return 'expired'
  if (Date.parse(peer.validFrom) > now) return 'not-yet-valid'
  if (socket.authorized) return wrongName ? 'wrong-name' : 'other'
  const code = String((socket.authorizationError as NodeJS.ErrnoException | undefined)?.code ?? socket.authorizationError ?? '')
  if (/SELF_SIGNED/.test(code) && peer.subject === peer.issuer) return 'self-signed'
  return /SELF_SIGNED|UNABLE_TO|ISSUER/.test(code) ? 'unknown-issuer' : 'other'
}

function toCertificate(peer: X509Certificate, host: string, sha256: string, problem: Certificate['problem'], replaces: string | null): Certificate {
  return {
    host,
    sha256,
    subject: oneLine(peer.subject),
    issuer: oneLine(peer.issuer),
    validFrom: Math.max(0, Date.parse(peer.validFrom) || 0),
    validTo: Math.max(0, Date.parse(peer.validTo) || 0),
    names: (peer.subjectAltName ?? '')
      .split(', ')
      .map((n) => n.replace(/^(DNS|IP Address|URI):/, '').slice(0, 255))
      .filter(Boolean)
      .slice(0, 100),
    problem,
    replaces,
  }
}

const oneLine = (name: string | undefined): string =>
  (name ?? '')
    .replace(/\n/g, ', ')
    .replace(/\p{Cc}/gu, '')
    .slice(0, 1000)
