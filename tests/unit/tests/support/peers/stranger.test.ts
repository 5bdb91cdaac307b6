import dgram from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { header, write } from '../../../../sandbox/sip-text.ts'
import { Stranger } from '../../../../support/peers/stranger.ts'

// A request without a response is retransmitted (RFC 3261, 17.1.1.2 and 17.1.2.2), also while a test looks at the first one.
test.each(['MESSAGE', 'INVITE'])('gives a test each %s once, however often it is retransmitted', async (verb) => {
  const stranger = await Stranger.start()
  onTestFinished(() => stranger.close())
  const phone = dgram.createSocket('udp4')
  onTestFinished(() => void phone.close())
  const send = (n: number): Promise<unknown> =>
    new Promise((sent) => {
      const text = write(`${verb} sip:1@sip.test.invalid SIP/2.0`, [
        ['Via', `SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK${n}`],
        ['From', '<sip:a@sip.test.invalid>;tag=a'],
        ['To', '<sip:1@sip.test.invalid>'],
        ['Call-ID', `call-${n}`],
        ['CSeq', `${n} ${verb}`],
      ])
      phone.send(text, stranger.port, '127.0.0.1', sent)
    })
  await send(1)
  const first = await stranger.next(verb)
  await send(1)
  await send(2)
  const second = await stranger.next(verb)
  expect([first, second].map((m) => header(m, 'call-id'))).toEqual(['call-1', 'call-2'])

  const answer = once(phone, 'message')
  stranger.reply(first, 405, 'Method Not Allowed')
  await answer
  const again = once(phone, 'message')
  await send(1)
  expect(String((await again)[0])).toMatch(/^SIP\/2\.0 405 [\s\S]*Call-ID: call-1\r\n/)
})
