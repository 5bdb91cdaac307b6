import { Baresip } from '../support/peers/baresip.ts'
import { type Kamailio, kamailioLine, startKamailio } from '../support/peers/kamailio.ts'
import { chooseLine, dial, editLine } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectBothWays, expectHeard, heardInPage } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

// The built app against a real registrar and real phones, its lines handed out by the sandbox provider.
let kamailio: Kamailio
let page: Page

const { button, state } = withPhone(
  async (scope) => {
    kamailio = scope.add(await startKamailio(), (k) => k.stop())
    const over = (username: string, transport: 'udp' | 'tcp' | 'tls') =>
      kamailioLine(kamailio, username, transport, transport === 'tls' ? { ip: `127.0.0.1:${kamailio.tls}` } : {})
    return {
      tone: 1000,
      lines: { sip_1: over('udpline', 'udp'), sip_2: over('tcpline', 'tcp'), sip_3: over('tlsline', 'tls'), sip_4: over('wssline', 'tls') },
    }
  },
  async (started) => {
    ;({ page } = started)
    await button('Trust for this line').click()
    await expect(page.getByText('Trust this server')).toBeVisible()
    await button('Trust for this line').click()
    await editLine(page, 'wssline')
    await page.getByLabel('WebSocket address', { exact: true }).fill(`wss://127.0.0.1:${kamailio.wss}/`)
    await button('Save: WebSocket address').click()
  },
)

test('@peer a line registers over each of the four transports', async () => {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.locator('.settings-nav').getByRole('button', { name: 'Lines' }).click()
  for (const [name, transport] of [
    ['udpline', 'UDP'],
    ['tcpline', 'TCP'],
    ['tlsline', 'TLS'],
    ['wssline', 'WebSocket'],
  ] as const) {
    await expect(page.getByRole('article', { name }).getByText('Ready', { exact: true })).toBeVisible()
    await expect(page.getByRole('article', { name })).toContainText(new RegExp(`Connected to .+ \\(${transport}\\)`))
  }
})

for (const codec of ['PCMA', 'PCMU', 'G722', 'opus']) {
  test(`@peer @dtmf calls a real phone with ${codec}: audio and tones both ways, and it calls us`, async ({ scope }) => {
    const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, codec }), (b) => b.stop())
    await chooseLine(page, 'udpline')
    await dial(page, 'bob')
    await state('Connected')
    await expect(page.locator('.call-facts:not(.plain)')).toContainText(codec)
    await expectBothWays(page, bob, 440)
    await page.keyboard.press('1')
    await page.keyboard.press('#')
    await expect.poll(() => bob.tones).toBe('1#')
    for (const tone of '42') await bob.command('sndcode', tone)
    await expect(page.getByText('Received 42')).toBeVisible()
    await bob.command('hangup')
    await state('The other side hung up')
    await button('Close summary').click()
    await bob.command('dial', `sip:udpline@${kamailio.domain}`)
    await button('Answer').click()
    await state('Connected')
    await expectBothWays(page, bob, 440)
    const before = bob.seen.length
    await button('End call').click()
    await bob.until('CALL_CLOSED', before)
  })
}

test('@peer a number that does not exist, a rejected call, a cancelled one', async ({ scope }) => {
  const carol = scope.add(await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850, answer: 'manual' }), (b) => b.stop())
  await chooseLine(page, 'tcpline')
  await dial(page, 'nobody')
  await state('Number does not exist')
  await button('Close summary').click()
  await dial(page, 'carol')
  await state('Ringing there')
  await carol.command('hangup')
  await state('Busy')
  await button('Close summary').click()
  await dial(page, 'carol')
  await state('Ringing there')
  const before = carol.seen.length
  await button('End call').click()
  await state('Call cancelled')
  await carol.until('CALL_CLOSED', before)
})

test('@peer @hold our hold is taken by the phone and undone again', async ({ scope }) => {
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 }), (b) => b.stop())
  await chooseLine(page, 'udpline')
  await dial(page, 'bob')
  await state('Connected')
  await expectHeard(page, 440)
  await button('Hold').click()
  await state('On hold')
  // what came before the hold may still be played
  await expect.poll(() => heardInPage(page, 500)).toBe(0)
  await button('Resume').click()
  await state('Connected')
  await expectHeard(page, 440)
  await expect.poll(() => bob.seen.filter((e) => e.type === 'CALL_REMOTE_SDP').length).toBe(3)
})

test('@peer @hold the far end holds and resumes; a reload in the call is not noticed by it', async ({ scope }) => {
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 }), (b) => b.stop())
  await chooseLine(page, 'tlsline')
  await dial(page, 'bob')
  await state('Connected')
  await page.reload()
  await state('Connected')
  await expectHeard(page, 440)
  expect(bob.seen.filter((e) => e.type === 'CALL_CLOSED')).toEqual([])
  await bob.command('hold')
  await state('The other side holds the call')
  await bob.command('resume')
  await state('Connected')
})
