import type { CallView } from '../../../shared/domain/call.ts'
import { codecNameSchema } from '../../../shared/domain/codec.ts'
import type { CallAudio, CallAudioEvents, CallAudioState } from './call-audio.ts'
import { codecNamed } from './codecs.ts'
import type { Page } from './page.ts'
import { MICROPHONE_AGAIN_AFTER, type MicrophoneMode, microphoneAfter } from './page-leg.ts'
import { PageQuality } from './page-quality.ts'
import type { Direction } from './sdp.ts'

/** Characters of a description. */
const MAX_LENGTH = 16_384

/**
 * Audio of a WebSocket line: the page's own description travels in the INVITE and the provider uses WebRTC. Descriptions from
 * the network reach the page, so their size is capped and they are reduced to one audio section first; loopback candidates
 * are removed from ours.
 */
export function createDirectAudio({ page, echoCancellation, events }: { page: Page; echoCancellation: boolean; events: CallAudioEvents }): CallAudio {
  const leg = page.newLeg()
  let state: CallAudioState = { leg: 'none', legId: null, microphone: 'off', silent: false }
  let wanted: Direction = 'sendrecv'
  let opened = false
  let offered: string | null = null
  let remoteDirection: Direction = 'sendrecv'
  let codec: CallView['media']['codec'] = null
  const change = (part: Partial<CallAudioState>): void => {
    state = { ...state, ...part }
    events.onState(state)
  }
  // the peer connection and its keys are the page's: the audio is lost with it
  const unwatch = page.watch({ onAttached: () => {}, onDetached: () => change({ leg: 'none', legId: null, microphone: 'off' }) })
  let microphone: MicrophoneMode = 'off'
  let closed = false
  let again: NodeJS.Timeout | undefined
  const applyMicrophone = async (): Promise<void> => {
    clearTimeout(again)
    const mode = microphone
    try {
      await page.request({ op: 'leg.microphone', leg, mode, echoCancellation })
      if (microphone === mode) change({ microphone: mode === 'mute' ? 'muted' : mode })
    } catch (e) {
      const shown = microphoneAfter(e)
      if (shown === null || closed || microphone !== mode) return
      change({ microphone: shown })
      if (mode !== 'off') again = setTimeout(() => void applyMicrophone(), MICROPHONE_AGAIN_AFTER)
    }
  }
  let mixed = ''
  let listening = true
  const quality = new PageQuality({ page, leg, codec: () => (state.leg === 'up' ? codec : null), onQuality: events.onQuality })
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
      const description = await page.request(request)
      if (microphone !== 'off') void applyMicrophone()
      return withoutLoopback(description)
    },
    async answer() {
      if (offered === null) throw new Error('there is no offer to answer')
      opened = true
      const description = await page.request({ op: 'leg.accept', leg, sdp: offered })
      offered = null
      change({ leg: 'up', legId: leg })
      if (microphone !== 'off') void applyMicrophone()
      return withoutLoopback(description)
    },
    offerRejection(offer) {
      const reduced = onlyAudio(offer)
      if (reduced === null || firstCodec(reduced) === null) return 'no-common-codec'
      // WebRTC has no plain audio (RFC 8827 6.5)
      return /^a=fingerprint:/m.test(offer) ? null : 'no-encryption'
    },
    async setRemote(description, kind) {
      const reduced = onlyAudio(description)
      if (reduced === null) throw new Error('no common codec')
      learn(reduced)
      if (kind === 'offer') offered = reduced
      else {
        await page.request({ op: 'leg.answer', leg, sdp: reduced, tentative: kind === 'tentative' })
        change({ leg: 'up' })
      }
    },
    setDirection: (direction) => {
      wanted = direction
    },
    setMicrophone(mode) {
      microphone = mode
      if (opened) void applyMicrophone()
    },
    async sendTones(tones) {
      await page.request({ op: 'leg.tones', leg, tones })
      return true
    },
    codec: () => codec,
    heldByRemote: () => remoteDirection === 'sendonly' || remoteDirection === 'inactive',
    // WebRTC has no plain audio
    setEncryption: () => false,
    encryption: () => 'dtls',
    listen(on) {
      if (on !== listening) page.notify({ op: 'leg.listen', leg, on })
      listening = on
    },
    mix(legs) {
      if (legs.join() !== mixed) page.notify({ op: 'leg.mix', leg, with: [...legs] })
      mixed = legs.join()
    },
    // the page's ICE agent does this
    move: async () => {},
    meanQuality: () => quality.mean,
    close() {
      closed = true
      clearTimeout(again)
      unwatch()
      quality.close()
      page.notify({ op: 'leg.close', leg })
    },
  }
}

/** The session part and the first audio section; null without one, or beyond 16,384 characters. */
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

/** The description without candidates on loopback (RFC 8839 5.1), which mean another computer to the far end. */
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
