import type { CallView } from '../../../shared/domain/call.ts'
import { type Page, PageFailure } from './page.ts'
import type { RtpPort } from './rtp-port.ts'
import type { WebRtcLeg, WebRtcLegFactory } from './webrtc-leg.ts'

export type MicrophoneMode = 'live' | 'mute' | 'off'
/** What the leg needs of the call's RTP port. */
export type FarEnd = Pick<RtpPort, 'fromPage' | 'pageGone' | 'codec' | 'close'>
export type PageLegState = Pick<CallView['media'], 'leg' | 'legId' | 'microphone'>

/** ms. A microphone that could not be opened is asked for again, until one is plugged in, allowed, or free. */
export const MICROPHONE_AGAIN_AFTER = 2000

/** What is shown of a microphone that could not be opened; null where the page knows no such leg any more. */
export function microphoneAfter(e: unknown): 'denied' | 'missing' | 'failed' | null {
  const reason = e instanceof PageFailure ? e.reason : 'failed'
  if (reason === 'no-leg') return null
  return reason === 'denied' || reason === 'missing' ? reason : 'failed'
}

/** ms. A leg that is described on both sides and not connected by then is blocked on this computer. */
const BLOCKED_AFTER = 1500
/** ms. */
const RETRY_AFTER = 1000
/**
 * ms. With a microphone the page sends all the time, silence too. Without a packet for that long the leg is dead: Chromium may
 * have chosen an address of an interface that is gone since, and a lite agent cannot notify it.
 */
const STALLED_AFTER = 2000
/** ms. */
const CHECK_EVERY = 500

/**
 * Joins a call's RTP port with the page that is present. The SIP dialog never waits for it: when the page is slow, hangs, is
 * reloaded or crashes, only the leg is built again.
 */
export class PageLeg {
  readonly #page: Page
  readonly #rtp: FarEnd
  readonly #createLeg: WebRtcLegFactory
  readonly #echoCancellation: boolean
  readonly #onChange: (state: PageLegState) => void
  /** What is closed with the call. */
  readonly #owned = new DisposableStack()
  #leg: { readonly id: number; readonly web: WebRtcLeg; open: boolean; codec: string | null } | undefined
  #wantedMicrophone: MicrophoneMode = 'off'
  #attached = false
  #blocked: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  #microphoneAgain: NodeJS.Timeout | undefined
  #listening = true
  #packetAt = 0
  #watchdog: NodeJS.Timeout | undefined
  #mixed: readonly number[] = []
  #state: PageLegState = { leg: 'none', legId: null, microphone: 'off' }

  constructor(options: { page: Page; rtp: FarEnd; createLeg: WebRtcLegFactory; echoCancellation: boolean; onChange: (state: PageLegState) => void }) {
    this.#page = options.page
    this.#rtp = options.rtp
    this.#createLeg = options.createLeg
    this.#echoCancellation = options.echoCancellation
    this.#onChange = options.onChange
    // closed in the opposite order: the legs first, the port to the far end last
    this.#owned.defer(() => this.#rtp.close())
    this.#owned.defer(() => this.#closeLeg())
    this.#owned.defer(options.page.watch({ onAttached: () => this.#attached && this.attach(), onDetached: () => this.#detach() }))
    this.#owned.defer(() => clearInterval(this.#watchdog))
  }

  /** Builds the leg, now or as soon as there is a page. */
  attach(): void {
    if (this.#owned.disposed) return
    this.#attached = true
    this.#watchdog ??= setInterval(() => this.#checkStalled(), CHECK_EVERY)
    if (this.#leg || !this.#page.present) return
    const id = this.#page.newLeg()
    const web = this.#createLeg({
      onPacket: (codec, marker, timestamp, payload) => {
        if (this.#leg?.id !== id) return
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
    // right after leg.open: the device opens while the connection is being built
    if (this.#wantedMicrophone !== 'off') void this.#applyMicrophone()
  }

  setMicrophone(mode: MicrophoneMode): void {
    if (mode === this.#wantedMicrophone) return
    this.#wantedMicrophone = mode
    void this.#applyMicrophone()
  }

  listen(on: boolean): void {
    if (on === this.#listening) return
    this.#listening = on
    if (this.#leg) this.#page.notify({ op: 'leg.listen', leg: this.#leg.id, on })
  }

  /** Sends the audio of other legs besides the microphone; a leg that is built again starts without. */
  mix(legs: readonly number[]): void {
    if (!this.#leg || legs.join() === this.#mixed.join()) return
    this.#mixed = legs
    this.#page.notify({ op: 'leg.mix', leg: this.#leg.id, with: [...legs] })
  }

  /** A codec was negotiated: the page sends with it from now on. */
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

  /** Closes the leg and the port, also while they are being opened. */
  close(): void {
    this.#attached = false
    this.#owned.dispose()
  }

  async #open(id: number, web: WebRtcLeg): Promise<void> {
    try {
      const offer = await this.#page.request({ op: 'leg.open', leg: id, mode: 'gateway' })
      if (this.#leg?.id !== id) return
      const sdp = await web.answer(offer)
      if (this.#leg?.id !== id) return
      await this.#page.request({ op: 'leg.answer', leg: id, sdp, tentative: false })
      if (this.#leg?.id !== id) return
      this.#leg.open = true
      if (!this.#listening) this.#page.notify({ op: 'leg.listen', leg: id, on: false })
      this.codecChosen()
      this.#blocked = setTimeout(() => this.#set({ leg: 'blocked' }), BLOCKED_AFTER)
      if (this.#state.leg === 'up') clearTimeout(this.#blocked)
    } catch {
      if (this.#leg?.id !== id) return
      this.#closeLeg()
      // the page hangs or its answer is unusable: the far end gets silence until the next try
      this.#retry = setTimeout(() => this.#attached && this.attach(), RETRY_AFTER)
    }
  }

  /** Builds the leg again when it has stalled. */
  #checkStalled(): void {
    const { leg: state, microphone } = this.#state
    const leg = this.#leg
    if (!leg?.open || state !== 'up' || (microphone !== 'live' && microphone !== 'muted')) return
    if (performance.now() - this.#packetAt < STALLED_AFTER) return
    this.#closeLeg()
    this.attach()
  }

  #connected(id: number): void {
    if (this.#leg?.id !== id) return
    clearTimeout(this.#blocked)
    this.#packetAt = performance.now()
    this.#set({ leg: 'up' })
  }

  async #applyMicrophone(): Promise<void> {
    clearTimeout(this.#microphoneAgain)
    const leg = this.#leg
    const mode = this.#wantedMicrophone
    if (!leg) return
    try {
      await this.#page.request({ op: 'leg.microphone', leg: leg.id, mode, echoCancellation: this.#echoCancellation })
      this.#packetAt = performance.now()
      if (this.#leg === leg && this.#wantedMicrophone === mode) this.#set({ microphone: mode === 'mute' ? 'muted' : mode })
    } catch (e) {
      if (this.#leg !== leg || this.#wantedMicrophone !== mode) return
      const microphone = microphoneAfter(e)
      // the page was reloaded: its leg is built again anyway
      if (microphone === null) return
      this.#set({ microphone })
      if (mode !== 'off') this.#microphoneAgain = setTimeout(() => void this.#applyMicrophone(), MICROPHONE_AGAIN_AFTER)
    }
  }

  /** Ends the leg on both sides. */
  #closeLeg(): void {
    const leg = this.#leg
    this.#detach()
    if (leg) this.#page.notify({ op: 'leg.close', leg: leg.id })
  }

  #detach(): void {
    clearTimeout(this.#blocked)
    clearTimeout(this.#retry)
    clearTimeout(this.#microphoneAgain)
    const leg = this.#leg
    this.#leg = undefined
    this.#rtp.pageGone()
    this.#set({ leg: 'none', legId: null, microphone: 'off' })
    leg?.web.close()
  }

  #set(part: Partial<PageLegState>): void {
    const next = { ...this.#state, ...part }
    if (next.leg === this.#state.leg && next.legId === this.#state.legId && next.microphone === this.#state.microphone) return
    this.#state = next
    this.#onChange(next)
  }
}
