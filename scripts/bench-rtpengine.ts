// rtpengine relaying the same audio as the gateway: what a relay written in C takes for it on the same computer.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { freePorts, peerFolder, startPeer } from '../tests/support/peers/process.ts'
import { until } from '../tests/support/until.ts'
import type { Relay } from './bench-gateway.ts'

type Value = string | readonly Value[] | { readonly [name: string]: Value }
/** Bencoding of strings, lists and dictionaries: what rtpengine's control protocol is written in. */
function encode(value: Value): string {
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`
  if (Array.isArray(value)) return `l${value.map(encode).join('')}e`
  return `d${Object.entries(value)
    .map(([name, of]) => encode(name) + encode(of as Value))
    .join('')}e`
}
/** A string of a flat dictionary. */
function read(text: string, name: string): string {
  const found = new RegExp(`${name.length}:${name}(\\d+):`).exec(text)
  return found ? text.slice(found.index + found[0].length).slice(0, Number(found[1])) : ''
}

/** @throws when it does not start or refuses a call, with its own words */
export async function startRtpengine(): Promise<Relay> {
  const [control, first] = [await freePorts(1), 30_000]
  const folder = peerFolder('rtpengine')
  const args = ['--foreground', '--log-stderr', '--table=-1', '--interface=127.0.0.1', `--listen-ng=127.0.0.1:${control}`]
  const peer = startPeer(folder, 'rtpengine', [
    ...args,
    `--port-min=${first}`,
    `--port-max=${first + 500}`,
    '--log-level=4',
    `--pidfile=${folder}/pid`,
  ])
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  let asked = 0
  const ask = async (request: { readonly [name: string]: Value }): Promise<string> => {
    const cookie = `bench${asked++}`
    const reply = new Promise<string>((done) => {
      const see = (data: Buffer): void => {
        const text = data.toString('latin1')
        if (!text.startsWith(`${cookie} `)) return
        socket.off('message', see)
        done(text)
      }
      socket.on('message', see)
    })
    socket.send(`${cookie} ${encode(request)}`, control, '127.0.0.1')
    return Promise.race([reply, new Promise<string>((done) => setTimeout(done, 2000, ''))])
  }
  await until(async () => /pong/.test(await ask({ command: 'ping' })), { failure: () => `rtpengine does not answer\n${peer.log().slice(-1500)}` })
  return {
    pid: peer.pid,
    async open(id, offer, farPort) {
      const call = { 'call-id': `bench-${id}`, 'from-tag': 'page' }
      const offered = await ask({
        command: 'offer',
        ...call,
        sdp: offer,
        'transport-protocol': 'RTP/AVP',
        ICE: 'remove',
        'rtcp-mux': ['demux'],
      })
      const far = `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${farPort} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=ssrc:${id + 1} cname:far\r\n`
      const answered = await ask({ command: 'answer', ...call, 'to-tag': 'far', sdp: far, ICE: 'force', flags: ['full-rtcp-attribute'] })
      const [port, answer] = [Number(/^m=audio (\d+)/m.exec(read(offered, 'sdp'))?.[1]), read(answered, 'sdp')]
      if (!port || !answer) throw new Error(`rtpengine refused: ${offered} ${answered}\n${peer.log().slice(-1500)}`)
      return { answer, port }
    },
    async close() {
      socket.close()
      await peer.stop()
    },
  }
}
