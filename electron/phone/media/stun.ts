import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:dgram'
import { isUnicast } from '../sip/address.ts'
import { sendTo } from './port-pair.ts'

const COOKIE = 0x2112a442

/** A binding request (RFC 8489 5). */
export function bindingRequest(transaction: Buffer = randomBytes(12)): Buffer {
  const head = Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])
  head.writeUInt32BE(COOKIE, 4)
  return Buffer.concat([head, transaction])
}

const MAPPED = 0x0001
const XOR_MAPPED = 0x0020
/** RFC 5780 7.4: where else the same server listens. */
const OTHER_ADDRESS = 0x802c

/** Our address as the server saw it, from its answer to `transaction`; null for anything else. */
export function readBindingAnswer(data: Buffer, transaction: Buffer): StunAnswer | null {
  if (data.length < 20 || data.readUInt16BE(0) !== 0x0101 || data.readUInt32BE(4) !== COOKIE || !data.subarray(8, 20).equals(transaction)) return null
  let mapped: StunAddress | null = null
  let other: StunAddress | null = null
  for (let at = 20; at + 4 <= data.length; ) {
    const type = data.readUInt16BE(at)
    const length = data.readUInt16BE(at + 2)
    const value = data.subarray(at + 4, at + 4 + length)
    if (type === XOR_MAPPED || type === MAPPED) mapped ??= readAddress(value, type === XOR_MAPPED)
    if (type === OTHER_ADDRESS) other = readAddress(value, false)
    at += 4 + Math.ceil(length / 4) * 4
  }
  return mapped && { ...mapped, other }
}

export type StunAddress = { readonly address: string; readonly port: number }
export type StunAnswer = StunAddress & { readonly other: StunAddress | null }

function readAddress(value: Buffer, xored: boolean): StunAddress | null {
  if (value.length < 8 || value[1] !== 1) return null
  const port = value.readUInt16BE(2) ^ (xored ? COOKIE >>> 16 : 0)
  const raw = (value.readUInt32BE(4) ^ (xored ? COOKIE : 0)) >>> 0
  const address = [raw >>> 24, (raw >>> 16) & 255, (raw >>> 8) & 255, raw & 255].join('.')
  // a description with it would be refused, or hold the call
  return port > 0 && isUnicast(address) ? { address, port } : null
}

export type StunOptions = { /** ms to wait for an answer. */ readonly limit?: number; readonly signal?: AbortSignal }

/**
 * Asks a STUN server over the RTP socket itself; null when there is no answer within the limit, or when the signal is aborted
 * first: the call goes on without.
 */
export function publicAddress(
  socket: Socket,
  server: { host: string; port: number },
  { limit = 500, signal }: StunOptions = {},
): Promise<StunAnswer | null> {
  const transaction = randomBytes(12)
  return new Promise((resolve) => {
    const send = (): void => sendTo(socket, bindingRequest(transaction), server.port, server.host)
    const finish = (found: StunAnswer | null): void => {
      clearTimeout(timer)
      clearInterval(again)
      socket.off('message', onMessage)
      signal?.removeEventListener('abort', stop)
      resolve(found)
    }
    const stop = (): void => finish(null)
    const onMessage = (data: Buffer): void => {
      const found = readBindingAnswer(data, transaction)
      if (found) finish(found)
    }
    const timer = setTimeout(() => finish(null), limit)
    const again = setInterval(send, 150)
    socket.on('message', onMessage)
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
    else send()
  })
}
