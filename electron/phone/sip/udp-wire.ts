import dgram from 'node:dgram'
import net from 'node:net'
import type { Address } from './address.ts'
import { closeOnce, ignoreError } from './close-once.ts'
import { KEEP_ALIVE } from './keep-alive.ts'
import { MAX_MESSAGE } from './stream-framer.ts'
import type { Wire, WireEvents, WireOptions } from './wire.ts'

/** Binds a UDP socket towards the server; see openWire. */
export async function openUdp({ target, localPorts }: WireOptions, events: WireEvents, signal: AbortSignal): Promise<Wire> {
  const peer = { host: target.address, port: target.port }
  const family = net.isIPv6(target.address) ? 'udp6' : 'udp4'
  const host = await localAddressTowards(peer, family)
  signal.throwIfAborted()
  const socket = await bindUdp(family, host, localPorts)
  if (signal.aborted) {
    socket.close()
    throw signal.reason
  }
  const done = closeOnce(events.onClose)
  socket.on('message', (data, from) => {
    // port 0 is forged: nothing can be answered there
    if (data.length > 4 && data.length <= MAX_MESSAGE && from.port > 0)
      events.onMessage(data.toString('utf8'), data.length, { host: from.address, port: from.port })
  })
  socket.on('error', (e) => {
    close()
    done(e)
  })
  const ping = setInterval(() => socket.send('\r\n\r\n', peer.port, peer.host, ignoreError), KEEP_ALIVE)
  const close = (): void => {
    clearInterval(ping)
    try {
      socket.close()
    } catch {
      // closed already
    }
  }
  return {
    transport: 'udp',
    local: { host, port: socket.address().port },
    peer,
    send: (text, to) => socket.send(text, to.port, to.host, ignoreError),
    close: () => {
      done.cancel()
      close()
    },
  }
}

/** The address of the interface that leads to the server, for Via, Contact and SDP. @throws Node's error when there is no route */
export async function localAddressTowards(peer: Address, family: 'udp4' | 'udp6'): Promise<string> {
  const probe = dgram.createSocket(family)
  try {
    await new Promise<void>((resolve, reject) => {
      probe.on('error', reject)
      probe.connect(peer.port, peer.host, resolve)
    })
    return probe.address().address
  } finally {
    probe.close()
  }
}

/** Whether packets to the server would leave from another address than the one the wire was opened from. */
export async function hasMoved({ local, peer }: Wire): Promise<boolean> {
  const address = await localAddressTowards(peer, peer.host.includes(':') ? 'udp6' : 'udp4').catch(() => null)
  return address !== local.host
}

async function bindUdp(family: 'udp4' | 'udp6', host: string, ports: readonly number[]): Promise<dgram.Socket> {
  for (const port of [...ports, 0]) {
    const socket = dgram.createSocket(family)
    try {
      await new Promise<void>((resolve, reject) => {
        socket.on('error', reject)
        socket.bind({ port, address: host, exclusive: true }, resolve)
      })
      return socket
    } catch (e) {
      socket.close()
      if (port === 0) throw e
    }
  }
  throw new Error('no local port')
}
