import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { createGatewayAudio } from '../../../../../electron/phone/media/gateway-audio.ts'
import type { Page } from '../../../../../electron/phone/media/page.ts'
import { defaultPreferences } from '../../../../../shared/domain/line-preferences.ts'

it('audio goes to the address of the host that the far end’s description names', async () => {
  const far = createSocket('udp4')
  far.bind(0, '127.0.0.1')
  await once(far, 'listening')
  const find = vi.fn(async () => ['127.0.0.1'])
  const audio = createGatewayAudio({
    page: { present: false, watch: () => () => {} } as unknown as Page,
    createLeg: () => {
      throw new Error('no page here')
    },
    address: '127.0.0.1',
    trusted: () => [],
    servers: async () => ({ stun: null, turn: null }),
    echoCancellation: false,
    preferences: defaultPreferences,
    events: { onState: () => {}, onTone: () => {}, onQuality: () => {} },
    find,
  })
  try {
    await audio.open()
    const offer = `v=0\r\no=- 1 1 IN IP4 media.example.com\r\ns=-\r\nc=IN IP4 media.example.com\r\nt=0 0\r\nm=audio ${far.address().port} RTP/AVP 8\r\n`
    expect(audio.offerRejection(offer)).toBeNull()
    await audio.setRemote(offer, 'offer')
    await audio.answer()
    const [packet] = (await once(far, 'message')) as [Buffer]
    expect(packet.readUInt8(1) & 0x7f).toBe(8)
    expect(find).toHaveBeenCalledExactlyOnceWith('media.example.com')
  } finally {
    audio.close()
    far.close()
  }
})
