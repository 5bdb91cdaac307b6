import { vi } from 'vitest'
import type { CallAudio, CallAudioEvents } from '../../../electron/phone/media/call-audio.ts'

export const sdp = (more = '') =>
  `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n${more}`

export type FakeCallAudio = { [K in keyof CallAudio]: ReturnType<typeof vi.fn<CallAudio[K]>> } & { readonly events: CallAudioEvents }

/** A call's audio without media: each function can be watched, or be made to fail. */
export function fakeCallAudio(events: CallAudioEvents): FakeCallAudio {
  return {
    events,
    open: vi.fn(async () => {}),
    attach: vi.fn(),
    offer: vi.fn(async () => sdp()),
    answer: vi.fn(async () => sdp()),
    offerRejection: vi.fn(() => null),
    setRemote: vi.fn(async () => {}),
    setDirection: vi.fn(),
    setMicrophone: vi.fn(),
    sendTones: vi.fn(async () => true),
    codec: vi.fn(() => 'PCMA' as const),
    heldByRemote: vi.fn(() => false),
    setEncryption: vi.fn(() => false),
    encryption: vi.fn(() => 'none' as const),
    listen: vi.fn(),
    mix: vi.fn(),
    move: vi.fn(async () => {}),
    meanQuality: vi.fn(() => null),
    close: vi.fn(),
  }
}
