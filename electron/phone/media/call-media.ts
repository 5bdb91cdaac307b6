import type { CallView } from '../../../shared/call.ts'
import { type Page, PageFailure } from './page.ts'
import type { RtpPort } from './rtp-port.ts'
import type { WebRtcLeg, WebRtcLegFactory } from './webrtc-leg.ts'

export type MicrophoneMode = 'live' | 'mute' | 'off'
export type MediaState = Pick<CallView['media'], 'leg' | 'legId' | 'microphone'>

/** A leg that the page answered for and that does not come up in this time is blocked on this computer. */
const BLOCKED_AFTER = 1500
const RETRY_AFTER = 1000
/**
 * With a microphone the page sends all the time, silence too. When nothing came for so long, its way here is dead: Chromium
 * may have chosen an address of an interface that is gone by now, and no lite agent can tell it.
 */
const DEAF_AFTER = 2000
const LOOK_EVERY = 500

/**
 * Joins a call's RTP port with whatever page there is. The SIP dialog never waits for it: the page may be slow, hang, be
 * reloaded or crash, and only the leg is made again.
 */
export class CallMedia {
  readonly #page: Page
  readonly #rtp: RtpPort
  readonly #createLeg: WebRtcLegFactory
  readonly #echoCancellation: boolean
  readonly #onChange: (state: MediaState) => void
  readonly #unwatch: () => void
  #leg: { readonly id: number; readonly web: WebRtcLeg; open: boolean; codec: string | null } | undefined
  #wanted: MicrophoneMode = 'off'
  #wants = false
  #blocked: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  #listening = true
  #packetAt = 0
  #watchdog: NodeJS.Timeout | undefined
  #mixed: readonly number[] = []
  #state: MediaState = { leg: 'none', legId: null, microphone: 'off' }

  constructor(options: { page: Page; rtp: RtpPort; createLeg: WebRtcLegFactory; echoCancellation: boolean; onChange: (state: MediaState) => void }) {
    this.#page = options.page
    this.#rtp = options.rtp
    this.#createLeg = options.createLeg
    this.#echoCancellation = options.echoCancellation
    this.#onChange = options.onChange
    this.#unwatch = options.page.watch({ came: () => this.#wants && this.attach(), gone: () => this.#detach() })
  }

  /** Builds the leg, with the microphone as it is wanted by then. */
  attach(): void {
    this.#wants = true
    this.#watchdog ??= setInterval(() => this.#look(), LOOK_EVERY)
    if (this.#leg || !this.#page.present) return
    const id = this.#page.newLeg()
    const web = this.#createLeg({
      onPacket: (codec, marker, timestamp, payload) => {
        this.#packetAt = performance.now()
        this.#rtp.fromPage(id, codec, marker, timestamp, payload)
      },
      onConnected: () => this.#connected(id),
      onDisconnected: () => this.#leg?.id === id && this.#set({ leg: 'blocked' }),
    })
    this.#leg = { id, web, open: false, codec: null }
    this.#mixed = []
    this.#set({ leg: 'building', legId: id })
    void this.#open(id, web)
    // right behind leg.open: the device opens while the connection is being built
    if (this.#wanted !== 'off') void this.#applyMicrophone()
  }

  setMicrophone(mode: MicrophoneMode): void {
    if (mode === this.#wanted) return
    this.#wanted = mode
    void this.#applyMicrophone()
  }

  listen(on: boolean): void {
    if (on === this.#listening) return
    this.#listening = on
    if (this.#leg) this.#page.tell({ op: 'leg.listen', leg: this.#leg.id, on })
  }

  /** Legs whose sound is sent besides the microphone; a leg that is made again starts without. */
  mix(legs: readonly number[]): void {
    if (!this.#leg || legs.join() === this.#mixed.join()) return
    this.#mixed = legs
    this.#page.tell({ op: 'leg.mix', leg: this.#leg.id, with: [...legs] })
  }

  /** The description settled on a codec: the page sends with it from now on. */
  codecChosen(): void {
    const { codec } = this.#rtp
    const leg = this.#leg
    if (!leg?.open || !codec || leg.codec === codec) return
    leg.codec = codec
    this.#page.setCodec(leg.id, codec)
  }

  /** A packet of the far end for the page. */
  toPage(...packet: Parameters<WebRtcLeg['send']>): void {
    this.#leg?.web.send(...packet)
  }

  close(): void {
    this.#wants = false
    clearInterval(this.#watchdog)
    this.#unwatch()
    const leg = this.#leg
    this.#detach()
    if (leg) this.#page.tell({ op: 'leg.close', leg: leg.id })
    this.#rtp.close()
  }

  async #open(id: number, web: WebRtcLeg): Promise<void> {
    try {
      const offer = await this.#page.ask({ op: 'leg.open', leg: id, mode: 'gateway' })
      const sdp = await web.answer(offer)
      if (this.#leg?.id !== id) return
      await this.#page.ask({ op: 'leg.answer', leg: id, sdp, tentative: false })
      if (this.#leg?.id !== id) return
      this.#leg.open = true
      if (!this.#listening) this.#page.tell({ op: 'leg.listen', leg: id, on: false })
      this.codecChosen()
      this.#blocked = setTimeout(() => this.#set({ leg: 'blocked' }), BLOCKED_AFTER)
      if (this.#state.leg === 'up') clearTimeout(this.#blocked)
    } catch {
      if (this.#leg?.id !== id) return
      this.#detach()
      // the page hangs or answered nonsense: the far end gets silence, and another try follows
      this.#retry = setTimeout(() => this.#wants && this.attach(), RETRY_AFTER)
    }
  }

  /** Makes a leg anew that went deaf. */
  #look(): void {
    const { leg: state, microphone } = this.#state
    const leg = this.#leg
    if (!leg?.open || state !== 'up' || (microphone !== 'live' && microphone !== 'muted')) return
    if (performance.now() - this.#packetAt < DEAF_AFTER) return
    this.#detach()
    this.#page.tell({ op: 'leg.close', leg: leg.id })
    this.attach()
  }

  #connected(id: number): void {
    if (this.#leg?.id !== id) return
    clearTimeout(this.#blocked)
    this.#packetAt = performance.now()
    this.#set({ leg: 'up' })
  }

  async #applyMicrophone(): Promise<void> {
    const leg = this.#leg
    const mode = this.#wanted
    if (!leg) return
    try {
      await this.#page.ask({ op: 'leg.microphone', leg: leg.id, mode, echoCancellation: this.#echoCancellation })
      this.#packetAt = performance.now()
      if (this.#leg === leg && this.#wanted === mode) this.#set({ microphone: mode === 'mute' ? 'muted' : mode })
    } catch (e) {
      if (this.#leg !== leg) return
      const reason = e instanceof PageFailure ? e.reason : 'failed'
      // a missing leg is the page's reload, which is dealt with by itself
      if (reason !== 'no-leg') this.#set({ microphone: reason === 'denied' || reason === 'missing' ? reason : 'failed' })
    }
  }

  #detach(): void {
    clearTimeout(this.#blocked)
    clearTimeout(this.#retry)
    const leg = this.#leg
    this.#leg = undefined
    leg?.web.close()
    this.#rtp.pageGone()
    this.#set({ leg: 'none', legId: null, microphone: 'off' })
  }

  #set(part: Partial<MediaState>): void {
    const next = { ...this.#state, ...part }
    if (next.leg === this.#state.leg && next.legId === this.#state.legId && next.microphone === this.#state.microphone) return
    this.#state = next
    this.#onChange(next)
  }
}
