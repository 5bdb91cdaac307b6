// The gateway in a process of its own, as many calls of it as bench-gateway.ts asks for: no page, no SIP, no main.
import { createGatewayAudio } from '../electron/phone/media/gateway-audio.ts'
import { Page } from '../electron/phone/media/page.ts'
import { createWeriftLeg } from '../electron/phone/media/werift-leg.ts'
import { defaultPreferences } from '../shared/domain/line-preferences.ts'

/** A call to build: the page's offer, and the port of 127.0.0.1 where the far end waits for audio. */
export type GatewayCall = { readonly id: number; readonly offer: string; readonly farPort: number }
/** The page's answer, and the port of 127.0.0.1 where the far end's audio is waited for. */
export type GatewayAnswer = { readonly id: number; readonly answer: string; readonly port: number }

process.on('message', ({ id, offer, farPort }: GatewayCall) => {
  let answered: (sdp: string) => void = () => {}
  const answer = new Promise<string>((done) => {
    answered = done
  })
  const page = new Page(async (request) => {
    if (request.op === 'leg.answer') answered(request.sdp)
    return { ok: true, sdp: request.op === 'leg.open' ? offer : null }
  })
  page.setPresent(true)
  const audio = createGatewayAudio({
    page,
    createLeg: createWeriftLeg,
    address: '127.0.0.1',
    trusted: () => [],
    servers: async () => ({ stun: null, turn: null }),
    echoCancellation: false,
    preferences: defaultPreferences,
    events: { onState: () => {}, onTone: () => {}, onQuality: () => {} },
  })
  void (async () => {
    await audio.open()
    audio.attach()
    const port = Number(/^m=audio (\d+)/m.exec(await audio.offer())?.[1])
    await audio.setRemote(`v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${farPort} RTP/AVP 8\r\n`, 'answer')
    process.send?.({ id, answer: await answer, port } satisfies GatewayAnswer)
  })()
})
