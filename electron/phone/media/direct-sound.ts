import type { CallView } from '../../../shared/call.ts'
import { codecNameSchema } from '../../../shared/codec.ts'
import type { MicrophoneMode } from './call-media.ts'
import { codecNamed } from './codecs.ts'
import { type Page, PageFailure } from './page.ts'
import type { Direction } from './sdp.ts'
import type { Sound, SoundEvents, SoundState } from './sound.ts'

const MAX_LENGTH = 16_384

/**
 * Sound of a WebSocket line: the page's own description travels in the INVITE and the provider speaks WebRTC. What comes
 * from the network reaches the page, so it is capped and reduced to one audio section first; what leaves tells nobody that
 * this computer has a loopback interface.
 */
export function createDirectSound({ page, echoCancellation, events }: { page: Page; echoCancellation: boolean; events: SoundEvents }): Sound {
  const leg = page.newLeg()
  let state: SoundState = { leg: 'none', legId: null, microphone: 'off', silent: false }
  let wanted: Direction = 'sendrecv'
  let opened = false
  let offered: string | null = null
  let remoteDirection: Direction = 'sendrecv'
  let codec: CallView['media']['codec'] = null
  const change = (part: Partial<SoundState>): void => {
    state = { ...state, ...part }
    events.onState(state)
  }
  // the peer connection and its keys live in the page: with it goes the sound, and a call without sound is over soon
  const unwatch = page.watch({ came: () => {}, gone: () => change({ leg: 'none', legId: null, microphone: 'off' }) })
  const setMicrophone = async (mode: MicrophoneMode): Promise<void> => {
    try {
      await page.ask({ op: 'leg.microphone', leg, mode, echoCancellation })
      change({ microphone: mode === 'mute' ? 'muted' : mode })
    } catch (e) {
      const reason = e instanceof PageFailure ? e.reason : 'failed'
      if (reason !== 'no-leg') change({ microphone: reason === 'denied' || reason === 'missing' ? reason : 'failed' })
    }
  }
  let microphone: MicrophoneMode = 'off'
  let mixed = ''
  let listening = true
  const learn = (description: string): void => {
    remoteDirection = (/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(description)?.[1] as Direction | undefined) ?? 'sendrecv'
    codec = firstCodec(description) ?? codec
  }
  return {
    open: async () => {},
    attach: () => {},
    async offer() {
      const request = opened ? ({ op: 'leg.reoffer', leg, direction: wanted } as const) : ({ op: 'leg.open', leg, mode: 'direct' } as const)
      opened = true
      change({ leg: state.leg === 'up' ? 'up' : 'building', legId: leg })
      const description = await page.ask(request)
      if (microphone !== 'off') void setMicrophone(microphone)
      return withoutLoopback(description)
    },
    async answer() {
      if (offered === null) throw new Error('there is no offer to answer')
      opened = true
      const description = await page.ask({ op: 'leg.accept', leg, sdp: offered })
      offered = null
      change({ leg: 'up', legId: leg })
      if (microphone !== 'off') void setMicrophone(microphone)
      return withoutLoopback(description)
    },
    async setRemote(description, kind) {
      const reduced = onlyAudio(description)
      if (reduced === null) throw new Error('no common codec')
      learn(reduced)
      if (kind === 'offer') offered = reduced
      else {
        await page.ask({ op: 'leg.answer', leg, sdp: reduced, tentative: kind === 'tentative' })
        change({ leg: 'up' })
      }
    },
    setWanted: (direction) => {
      wanted = direction
    },
    setMicrophone(mode) {
      microphone = mode
      if (opened) void setMicrophone(mode)
    },
    async sendTones(tones) {
      await page.ask({ op: 'leg.tones', leg, tones })
      return true
    },
    codec: () => codec,
    heldByRemote: () => remoteDirection === 'sendonly' || remoteDirection === 'inactive',
    // WebRTC knows no plain sound
    setEncryption: () => false,
    encryption: () => 'dtls',
    listen(on) {
      if (on !== listening) page.tell({ op: 'leg.listen', leg, on })
      listening = on
    },
    mix(legs) {
      if (legs.join() !== mixed) page.tell({ op: 'leg.mix', leg, with: [...legs] })
      mixed = legs.join()
    },
    // ICE is the page's business
    move: async () => {},
    meanQuality: () => null,
    close() {
      unwatch()
      page.tell({ op: 'leg.close', leg })
    },
  }
}

/** The session part and the first audio section; null when there is none or the whole is too large. */
export function onlyAudio(description: string): string | null {
  if (description.length > MAX_LENGTH) return null
  const [session = '', ...media] = description.replace(/\r?\n/g, '\r\n').split(/\r\n(?=m=)/)
  const audio = media.find((m) => m.startsWith('m=audio '))
  if (audio === undefined) return null
  const group = /^a=mid:(\S+)/m.exec(audio)?.[1]
  const head = session
    .split('\r\n')
    .filter((line) => line !== '' && !line.startsWith('a=group:'))
    .concat(group === undefined ? [] : [`a=group:BUNDLE ${group}`])
  return `${head.join('\r\n')}\r\n${audio.replace(/(\r\n)*$/, '')}\r\n`
}

export function withoutLoopback(description: string): string {
  return description.replace(/^a=candidate:.*? (127\.[\d.]+|::1) \d+ typ .*\r?\n/gm, '')
}

function firstCodec(description: string): CallView['media']['codec'] {
  for (const type of /^m=audio \d+ \S+ (.*)$/m.exec(description)?.[1]?.trim().split(' ') ?? []) {
    const name = new RegExp(`^a=rtpmap:${Number(type)} ([\\w-]+)/`, 'm').exec(description)?.[1] ?? { '0': 'PCMU', '8': 'PCMA', '9': 'G722' }[type]
    const known = name && codecNamed(name)
    if (known) return codecNameSchema.parse(known.name)
  }
  return null
}
