import { randomInt } from 'node:crypto'
import type { CodecName } from '../../../shared/domain/codec.ts'
import type { LinePreferences } from '../../../shared/domain/line-preferences.ts'
import type { OfferRejection } from './call-audio.ts'
import { type Codec, codecNamed, codecs } from './codecs.ts'
import {
  acceptedProfile,
  buildDescription,
  type Description,
  type Direction,
  eventsFor,
  intersectDirections,
  parseDescription,
  sends,
} from './sdp.ts'
import { type CryptoAttribute, newCrypto, SrtpContext } from './srtp.ts'

export type AudioPreferences = Pick<LinePreferences, 'codecs' | 'srtp' | 'packetTime' | 'comfortNoise'>
export type Sending = {
  readonly codec: Codec
  readonly payloadType: number
  readonly eventType: number | null
  /** ms of audio in a packet. */
  readonly packetTime: number
}

/** Offer and answer (RFC 3264) of one audio stream: our descriptions, the far end's, and what follows for the packets. */
export class Negotiation {
  readonly #preferences: AudioPreferences
  readonly #sessionId = randomInt(2 ** 31)
  #version = 0
  #remote: Description | undefined
  #crypto: CryptoAttribute | null = null
  /** The keys of the contexts in use, ours and theirs: under one that stays, packets are counted on. */
  #keys = { out: '', in: '' }
  /** What we want; `direction` is what both sides agreed on. */
  localDirection: Direction = 'sendrecv'
  direction: Direction = 'inactive'
  sending: Sending | undefined
  /** Our next offer asks for SRTP. */
  offerEncrypted = false
  localAddress: { readonly address: string; readonly port: number } = { address: '', port: 0 }
  names: ReadonlyMap<number, CodecName> = new Map()
  eventTypes: ReadonlySet<number> = new Set()
  /** SRTP towards the far end and from it; null while the audio is plain. */
  srtp: { readonly out: SrtpContext; readonly in: SrtpContext } | null = null

  constructor(preferences: AudioPreferences) {
    this.#preferences = preferences
  }

  get remote(): Description | undefined {
    return this.#remote
  }

  /** Our offer, in the direction that is wanted now; with new keys only where there were none. */
  offer(): string {
    this.#crypto = this.offerEncrypted ? (this.#crypto ?? newCrypto()) : null
    const list = this.#codecs()
    return this.#describe(list, eventsFor(list), this.localDirection, this.offerEncrypted ? 'RTP/SAVP' : 'RTP/AVP')
  }

  /** Why an offer cannot be accepted; null when it can. */
  offerRejection(offer: string): OfferRejection | null {
    const { srtp } = this.#preferences
    const remote = parseDescription(offer, acceptedProfile(srtp))
    if (remote) return this.#chosen(remote) ? null : 'no-common-codec'
    if (srtp === 'required' && parseDescription(offer, 'plain')) return 'no-encryption'
    return srtp === 'off' && parseDescription(offer, 'encrypted') ? 'encryption-off' : 'no-common-codec'
  }

  /** @throws `no common codec` or `no encryption` when the description has no usable audio: the caller refuses the call with 488 */
  setRemote(text: string, kind: 'offer' | 'answer'): void {
    const { srtp } = this.#preferences
    const offered = kind === 'offer' || this.offerEncrypted
    // some answer an encrypted offer with plain audio, which is as good as a refusal of the encryption
    const remote = parseDescription(text, offered ? acceptedProfile(srtp) : 'plain')
    if (!remote) throw new Error(srtp === 'required' ? 'no encryption' : 'no common codec')
    if (kind === 'answer' && remote.cryptos.length === 0) {
      this.offerEncrypted = false
      this.#crypto = null
    }
    if (!this.#chosen(remote)) throw new Error('no common codec')
    this.#remote = remote
    const names = new Map(remote.codecs.map((c) => [c.payloadType, c.name]))
    const events = new Set(remote.events.values())
    if (kind === 'answer') {
      // early packets may have the payload types we offered
      for (const c of codecs) if (!names.has(c.payloadType)) names.set(c.payloadType, c.name)
      for (const type of eventsFor(codecs).values()) events.add(type)
    }
    this.names = names
    this.eventTypes = events
    if (kind === 'answer') this.#apply()
  }

  /** The answer to the offer that was set last. @throws Error without one, or when no codec of it can be used */
  answer(): string {
    const remote = this.#remote
    const chosen = remote && this.#chosen(remote)
    if (!remote || !chosen) throw new Error('there is no offer to answer')
    const [offered] = remote.cryptos
    // RFC 4568 7.2: the answer accepts one of the offered suites under its tag, with our own key, which is for one suite alone
    const key = this.#crypto?.suite === offered?.suite ? this.#crypto?.key : undefined
    this.#crypto = offered ? { ...newCrypto(offered.tag), suite: offered.suite, ...(key ? { key } : {}) } : null
    this.offerEncrypted = offered !== undefined
    this.#apply()
    const event = remote.events.get(chosen.rate)
    return this.#describe([chosen], event === undefined ? new Map() : new Map([[chosen.rate, event]]), this.direction, remote.protocol, remote)
  }

  #codecs(): Codec[] {
    return this.#preferences.codecs.filter((c) => c.on).flatMap(({ name }) => codecNamed(name) ?? [])
  }

  #describe(list: readonly Codec[], events: ReadonlyMap<number, number>, direction: Direction, protocol: string, remote?: Description): string {
    this.#version += 1
    const { packetTime, comfortNoise } = this.#preferences
    return buildDescription({
      ...this.localAddress,
      sessionId: this.#sessionId,
      version: this.#version,
      codecs: list,
      events,
      direction,
      packetTime,
      comfortNoise: remote ? remote.comfortNoise : comfortNoise,
      protocol,
      crypto: this.#crypto,
      ...(remote ? { others: remote.others, index: remote.index } : {}),
    })
  }

  /** The other side's first choice among those the user left on, under its payload type. */
  #chosen(remote: Description): Codec | undefined {
    const on = this.#codecs()
    for (const { name, payloadType } of remote.codecs) {
      const ours = on.find((c) => c.name === name)
      if (ours) return { ...ours, payloadType }
    }
    return undefined
  }

  #apply(): void {
    const remote = this.#remote
    const codec = remote && this.#chosen(remote)
    if (!remote || !codec) return
    this.direction = intersectDirections(this.localDirection, remote.direction)
    // an event of another clock than the codec's would break its timestamps
    const eventType = remote.events.get(codec.rate) ?? null
    this.sending = sends(this.direction) ? { codec, payloadType: codec.payloadType, eventType, packetTime: remote.packetTime ?? 20 } : undefined
    this.#applyKeys(remote)
  }

  #applyKeys(remote: Description): void {
    const [theirs] = remote.cryptos
    const ours = this.#crypto
    if (!theirs || !ours) {
      this.srtp = null
      this.#keys = { out: '', in: '' }
      return
    }
    const before = this.srtp
    const keys = { out: keyText(ours), in: keyText(theirs) }
    this.srtp = {
      out: before && keys.out === this.#keys.out ? before.out : new SrtpContext(ours, before?.out),
      in: before && keys.in === this.#keys.in ? before.in : new SrtpContext(theirs, before?.in),
    }
    this.#keys = keys
  }
}

const keyText = ({ suite, key }: CryptoAttribute): string => `${suite} ${key.toString('hex')}`
