import { once } from 'node:events'
import { header, headers } from '../sandbox/sip-text.ts'
import { audioOf, Stranger, speech } from '../support/peers/stranger.ts'
import { button as buttonOf, dial, leaveCalls } from '../support/phone-screen.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

// Servers, gateways and phones that write as few do: a far end of our own says what they say, and each call must be understood.
let peer: Stranger
let page: Page
let call = 0

const { button, state } = withPhone(
  async (scope) => {
    peer = scope.add(await Stranger.start(), (p) => p.close())
    return { tone: 1000, lines: { sip_1: peer.line('stranger') } }
  },
  (started) => {
    ;({ page } = started)
  },
)

type Incoming = { uri?: string; from?: string; to?: string; more?: readonly string[]; body?: string; type?: string }
/** Calls the app. @returns the Call-ID */
async function ring({ uri = peer.contact, from = '<sip:+493023125110@sip.test.invalid>', to, more = [], body, type }: Incoming = {}) {
  call += 1
  const callId = `ring-${call}`
  const { endpoint, port } = await peer.audio('tone', 440)
  const description = body ?? speech(port)
  const head = (verb: string, cseq: number, toTag = ''): string[] => [
    `${verb} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bK${verb === 'CANCEL' ? 'INVITE' : verb}-${callId}-${cseq};rport`,
    `From: ${from};tag=far`,
    `To: ${to ?? `<${peer.contact}>`}${toTag && `;tag=${toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${verb}`,
    'Max-Forwards: 70',
    `Contact: <sip:far@127.0.0.1:${peer.port}>`,
  ]
  const send = (verb: string, cseq: number, toTag = '', lines: readonly string[] = [], content = ''): void =>
    peer.send([...head(verb, cseq, toTag), ...lines, `Content-Length: ${Buffer.byteLength(content)}`, '', content].join('\r\n'))
  send('INVITE', 1, '', [...more, `Content-Type: ${type ?? 'application/sdp'}`], description)
  return {
    callId,
    endpoint,
    port,
    send,
    tag: async (): Promise<string> => /;tag=(\S+)/.exec(header(await peer.answerTo(callId, '1 INVITE', 101), 'to'))?.[1] ?? '',
    /** Once the app has answered. */
    async connected(): Promise<string> {
      const ok = await peer.answerTo(callId, '1 INVITE', 200)
      const tag = /;tag=(\S+)/.exec(header(ok, 'to'))?.[1] ?? ''
      send('ACK', 1, tag)
      endpoint.setRemote(audioOf(ok.body))
      return tag
    },
  }
}

/** Ends the call as the user does, and answers the BYE. */
async function hangUp(): Promise<void> {
  const bye = peer.next('BYE')
  await button('End call').click()
  peer.reply(await bye, 200, 'OK')
  await leaveCalls(page)
}

const incoming = (): ReturnType<Page['getByRole']> => page.getByRole('alertdialog')

test.describe('an incoming call', () => {
  for (const [name, parts, shown] of [
    ['of tel: URIs', { from: '<tel:+49-30-2312-5110>', to: '<tel:+493023125111>', uri: 'tel:+493023125111' }, '+49 30 23125110'],
    ['with an asserted tel: URI', { more: ['P-Asserted-Identity: "Anna, Praxis" <tel:+493023125112>'] }, 'Anna, Praxis'],
    ['with an unquoted name beyond ASCII, and a comma', { from: 'Müller, Jürgen <sip:+493023125110@sip.test.invalid>' }, 'Müller, Jürgen'],
    ['with its description in another case and a charset', { type: 'Application/SDP;charset=utf-8' }, '+49 30 23125110'],
  ] as const) {
    test(`${name} is shown, answered and heard @interop`, async () => {
      const far = await ring(parts)
      await expect(page.getByText(shown).first()).toBeVisible()
      await button('Answer').click()
      await far.connected()
      await state('Connected')
      await expectHeard(page, 440)
      await expect.poll(() => far.endpoint.purityOf(1000)).toBeGreaterThan(0.9)
      await hangUp()
    })
  }

  test('with its description beside ISUP is answered and heard @interop', async () => {
    const { endpoint, port } = await peer.audio('tone', 850)
    const body = [
      '',
      '--b1',
      'Content-Type: application/sdp',
      '',
      speech(port),
      '--b1',
      'Content-Type: application/ISUP;version=itu-t92+',
      '',
      '\x01\x00',
      '--b1--',
      '',
    ].join('\r\n')
    const far = await ring({ body, type: 'multipart/mixed;boundary=b1' })
    await button('Answer').click()
    await far.connected()
    endpoint.setRemote(audioOf((await peer.answerTo(far.callId, '1 INVITE')).body))
    await expectHeard(page, 850)
    await hangUp()
  })

  test('that begins with empty lines, writes sip/2.0, and is ended by BYE while it rings @interop', async () => {
    const far = await ring()
    await expect(button('Answer')).toBeVisible()
    far.send('BYE', 2, await far.tag())
    await expect(button('Answer')).toBeHidden()
    expect((await peer.answerTo(far.callId, '1 INVITE')).start).toMatch(/^SIP\/2\.0 487 /)
    expect((await peer.answerTo(far.callId, '2 BYE')).start).toMatch(/^SIP\/2\.0 200 /)
    peer.send(
      `\r\n\r\nINVITE ${peer.contact} sip/2.0\r\nv: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bKlow\r\nf: <sip:low@h>;tag=l\r\nt: <${peer.contact}>\r\ni: low\r\nCSeq: 1 INVITE\r\nm: <sip:far@127.0.0.1:${peer.port}>\r\nl: 0\r\n\r\n`,
    )
    await button('Reject').click()
    expect((await peer.answerTo('low', '1 INVITE')).start).toMatch(/^SIP\/2\.0 486 /)
  })

  test('is updated while it rings: one without a description is taken, one with an offer has to wait @interop', async () => {
    const far = await ring()
    await expect(button('Answer')).toBeVisible()
    const tag = await far.tag()
    far.send('UPDATE', 2, tag)
    expect((await peer.answerTo(far.callId, '2 UPDATE')).start).toMatch(/^SIP\/2\.0 200 /)
    far.send('UPDATE', 3, tag, ['Content-Type: application/sdp'], speech(far.port))
    const wait = await peer.answerTo(far.callId, '3 UPDATE')
    expect(wait.start).toMatch(/^SIP\/2\.0 500 /)
    expect(Number(header(wait, 'retry-after'))).toBeLessThanOrEqual(10)
    await button('Answer').click()
    await far.connected()
    await expectHeard(page, 440)
    await hangUp()
  })

  for (const [name, start, more, status] of [
    ['that cannot be parsed is answered 400', 'INVITE', ['From: nobody'], 400],
    ['of an unknown scheme is answered 416', 'INVITE', [], 416],
    ['of 130 headers is answered 513', 'INVITE', Array.from({ length: 130 }, (_, i) => `X-${i}: y`), 513],
  ] as const) {
    test(`${name}, and nothing rings @interop`, async () => {
      const id = `bad-${status}`
      const from = status === 400 ? [] : ['From: <sip:far@h>;tag=f']
      const uri = status === 416 ? 'urn:service:sos' : peer.contact
      peer.send(
        [
          `${start} ${uri} SIP/2.0`,
          `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bK${id}`,
          ...from,
          `To: <${peer.contact}>`,
          `Call-ID: ${id}`,
          'CSeq: 1 INVITE',
          ...more,
          `Contact: <sip:far@127.0.0.1:${peer.port}>`,
          'Content-Length: 0',
          '',
          '',
        ].join('\r\n'),
      )
      expect((await peer.answerTo(id, '1 INVITE')).start).toMatch(new RegExp(`^SIP/2\\.0 ${status} `))
      await expect(incoming()).toBeHidden()
    })
  }

  test('has tones of one clock alone, and its sequence numbers jump: it is heard on @interop', async () => {
    const far = await ring({})
    await button('Answer').click()
    await far.connected()
    await expectHeard(page, 440)
    await far.endpoint.sendTones('42')
    await expect(page.getByText('Received 42')).toBeVisible()
    far.endpoint.jump()
    await expectHeard(page, 440)
    await hangUp()
  })
})

test.describe('a call we make', () => {
  test('is answered by a far end without tags and Contact: it rings, is heard, and ends @interop', async () => {
    await dial(page, '10001')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 180, 'Ringing', { tag: '', headers: [] })
    await state('Ringing there')
    await peer.pickUp(invite)
    await state('Connected')
    await expectHeard(page, 440)
    await hangUp()
  })

  test('that moves to another port between 183 and 200 is heard from there @interop', async () => {
    await dial(page, '10001')
    const invite = await peer.next('INVITE')
    const early = await peer.audio('tone', 620)
    peer.reply(invite, 183, 'Session Progress', { body: speech(early.port) })
    early.endpoint.setRemote(audioOf(invite.body))
    await expectHeard(page, 620)
    early.endpoint.setRemote(null)
    const talk = await peer.pickUp(invite, {}, 850)
    await state('Connected')
    await expectHeard(page, 850)
    await expect.poll(() => talk.purityOf(1000)).toBeGreaterThan(0.9)
    await hangUp()
  })

  test('with a host name in its description, packets of 30 ms at most, and tones @interop', async () => {
    await dial(page, '10001')
    const invite = await peer.next('INVITE')
    const events = [...invite.body.matchAll(/^a=rtpmap:(\d+) telephone-event\/(\d+)/gm)].map((m) => m[2])
    expect(events.at(-1)).toBe('8000')
    const type = Number(/^a=rtpmap:(\d+) telephone-event\/8000/m.exec(invite.body)?.[1])
    const { endpoint, port } = await peer.audio('tone', 440)
    const body = speech(port, ['c=IN IP4 localhost', `m=audio ${port} RTP/AVP 8 ${type}`, `a=rtpmap:${type} telephone-event/8000`, 'a=maxptime:10'])
    peer.reply(invite, 200, 'OK', { body: body.replace('a=rtpmap:101 telephone-event/8000\r\n', '') })
    endpoint.setRemote(audioOf(invite.body))
    await state('Connected')
    await expectHeard(page, 440)
    await expect.poll(() => endpoint.purityOf(1000)).toBeGreaterThan(0.9)
    expect(endpoint.shortest).toBe(80)
    await page.keyboard.press('7')
    await expect(page.getByText('Sent 7')).toBeVisible()
    await expect.poll(() => endpoint.purityOf(1000)).toBeGreaterThan(0.9)
    await hangUp()
  })

  test('that is forwarded to several goes to the one that the server prefers, a tel: URI @interop', async () => {
    await dial(page, '10001')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 302, 'Moved', { headers: ['Contact: <sip:second@127.0.0.1>;q=0.4, "Anna, home" <tel:+49-30-2312-5119>;q=0.9'] })
    await expect(page.getByText('The other side forwards calls to +49 30 23125119.')).toBeVisible()
    await buttonOf(page, 'Call there').click()
    await expect(page.getByLabel('Number or name')).toHaveValue('+49 30 23125119')
    await page.keyboard.press('Enter')
    const next = await peer.next('INVITE')
    expect(next.start).toContain('sip:')
    expect(next.start).toContain('493023125119')
    peer.reply(next, 486, 'Busy Here')
    await state('Busy')
  })

  test('goes where the registrar’s Service-Route says @interop', async () => {
    const route = `<sip:127.0.0.1:${peer.port};lr;of=me>`
    const registered = once(peer, 'registered')
    peer.extra = [`Service-Route: ${route}`, 'Path: <sip:edge@127.0.0.1;lr>']
    const [line] = (await readState(page)).lines.lines
    await page.evaluate((lineId) => window.dialdesk.lines.retry({ lineId }), line?.id ?? '')
    await registered
    await dial(page, '10001')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 486, 'Busy Here')
    await state('Busy')
    expect(headers(invite, 'route')).toEqual([route])
    peer.extra = []
  })
})
