import { EventEmitter, once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { purity } from '../../sandbox/g711.ts'
import { toneWav } from '../tone.ts'
import { until } from '../until.ts'
import { freePorts, here, type PeerProcess, type Place, peerFolder, portOpen, startPeer } from './process.ts'

export type BaresipOptions = {
  readonly user: string
  readonly server: number
  readonly hz: number
  readonly codec?: string
  readonly answer?: 'auto' | 'manual'
  /** `srtp-mand`: RTP/SAVP with SDES keys, in and out. */
  readonly encryption?: 'srtp-mand'
  readonly place?: Place
}

/** s; baresip ends its call where the file that it plays ends, so this is longer than a test may take. */
const TONE = 300

const codecModules: Readonly<Record<string, string>> = { PCMA: 'g711', PCMU: 'g711', G722: 'g722', opus: 'opus' }
const codecText: Readonly<Record<string, string>> = { PCMA: 'PCMA/8000/1', PCMU: 'PCMU/8000/1', G722: 'G722/16000/1', opus: 'opus/48000/2' }
const codecRate: Readonly<Record<string, number>> = { PCMA: 8000, PCMU: 8000, G722: 16_000, opus: 48_000 }

/** A real phone: plays a tone, records what it hears, is driven over its control port. Emits baresip's own events. */
export class Baresip extends EventEmitter {
  readonly #peer: PeerProcess
  readonly #socket: Socket
  readonly #waiting: ((reply: { ok: boolean; data: string }) => void)[] = []
  readonly seen: { type: string; param?: string }[] = []

  private constructor(peer: PeerProcess, socket: Socket) {
    super()
    this.#peer = peer
    this.#socket = socket
    let buffer = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (data: Buffer) => {
      buffer = Buffer.concat([buffer, data])
      for (;;) {
        // netstrings: length, colon, JSON, comma
        const head = /^(\d+):/.exec(buffer.toString('latin1', 0, 12))
        const start = head?.[0].length ?? 0
        const length = Number(head?.[1] ?? 0)
        if (!head || buffer.length < start + length + 1) return
        const message = JSON.parse(buffer.toString('utf8', start, start + length))
        buffer = buffer.subarray(start + length + 1)
        if (message.response) this.#waiting.shift()?.(message)
        else {
          this.seen.push(message)
          this.emit('event', message)
        }
      }
    })
  }

  static async start({ user, server, hz, codec = 'PCMA', answer = 'auto', encryption, place = here }: BaresipOptions): Promise<Baresip> {
    const folder = peerFolder(`baresip-${user}`)
    const host = place.host.includes(':') ? `[${place.host}]` : place.host
    const port = await freePorts(4)
    const rate = codecRate[codec] ?? 8000
    mkdirSync(join(folder, 'recorded'))
    writeFileSync(join(folder, 'tone.wav'), toneWav(hz, rate, TONE, 8000))
    writeFileSync(join(folder, 'contacts'), '')
    writeFileSync(
      join(folder, 'accounts'),
      `<sip:${user}@sip.test.invalid;transport=udp>;auth_user=${user};auth_pass=pw-${user};outbound="sip:${host}:${server};transport=udp";regint=120;answermode=${answer};audio_codecs=${codecText[codec]}${encryption ? `;mediaenc=${encryption}` : ''}\n`,
    )
    writeFileSync(
      join(folder, 'config'),
      `sip_listen ${host}:${port}
call_local_timeout 120
call_max_calls 8
audio_source aufile,${folder}/tone.wav
audio_player aubridge,${user}
audio_alert aubridge,nil
ausrc_srate ${rate}
auplay_srate ${rate}
ausrc_channels 1
auplay_channels 1
rtp_ports ${port + 10_000}-${port + 10_100}
rtcp_mux no
net_interface ${place.host}
module_path /usr/lib/baresip/modules
module ${codecModules[codec]}.so
module aufile.so
module sndfile.so
module aubridge.so
${encryption ? 'module srtp.so\n' : ''}module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen ${host}:${port + 2}
snd_path ${folder}/recorded
`,
    )
    const peer = startPeer(folder, 'baresip', ['-f', folder, '-v'], place)
    await portOpen(port + 2, peer, place)
    const socket = connect(port + 2, place.host)
    await once(socket, 'connect')
    const phone = new Baresip(peer, socket)
    // the registration may have been reported before we listened: its log keeps it
    const registered = (): boolean =>
      /200 OK[\s\S]{0,80}binding|\d bindings?\b|registered successfully|200 OK \(\)/.test(peer.log()) ||
      phone.seen.some((e) => e.type === 'REGISTER_OK')
    await until(registered, { failure: () => `baresip did not register\n${peer.log().slice(-1500)}` })
    return phone
  }

  command(command: string, params = ''): Promise<{ ok: boolean; data: string }> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      const text = JSON.stringify({ command, params, token: 't' })
      this.#socket.write(`${text.length}:${text},`)
    })
  }

  /** Waits for an event of a type, also one that came already after `from` events. */
  async until(type: string, from = 0, limit = 25_000): Promise<{ type: string; param?: string }> {
    const signal = AbortSignal.timeout(limit)
    for (;;) {
      const found = this.seen.slice(from).find((e) => e.type === type)
      if (found) return found
      await once(this, 'event', { signal })
    }
  }

  get tones(): string {
    return this.seen
      .filter((e) => /DTMF/.test(e.type))
      .map((e) => e.param ?? '')
      .join('')
  }

  /** How pure `hz` is in the last half second of what it has recorded of the last call; 0 when there is too little to tell. */
  heard(hz: number): number {
    const folder = join(this.#peer.folder, 'recorded')
    const last = readdirSync(folder)
      .filter((f) => f.endsWith('-dec.wav'))
      .sort()
      .at(-1)
    if (!last) return 0
    const data = readFileSync(join(folder, last))
    const rate = data.readUInt32LE(24)
    const step = 2 * data.readUInt16LE(22)
    const frames = Math.min(rate / 2, Math.floor((data.length - 44) / step))
    const start = data.length - ((data.length - 44) % step) - frames * step
    const samples = Int16Array.from({ length: frames }, (_, i) => data.readInt16LE(start + i * step))
    return frames < rate / 4 ? 0 : purity(samples, hz, rate)
  }

  async stop(): Promise<void> {
    this.#socket.destroy()
    await this.#peer.stop()
  }
}
