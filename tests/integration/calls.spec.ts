import { practice, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { sandboxLine } from '../sandbox/provider.ts'
import { type App, launchApp, signIn } from '../support/app.ts'
import { Baresip } from '../support/peers/baresip.ts'
import { type Kamailio, startKamailio } from '../support/peers/kamailio.ts'
import { button as buttonOf, chooseLine, dial, expectState, leaveCalls, rawMicrophone } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { heardInPage, toneFile } from '../support/tone.ts'

// The built app against a real registrar and real phones, its lines handed out by the sandbox provider.
let kamailio: Kamailio
let sandbox: Sandbox
let app: App
let page: Page

const button = (name: string) => buttonOf(page, name)
const state = (text: string) => expectState(page, text)
const close = (hz: number, wanted: number): void => expect(Math.abs(hz - wanted)).toBeLessThanOrEqual(10)

test.beforeAll(async () => {
  kamailio = await startKamailio()
  sandbox = await startSandbox()
  const line = (username: string, transport: string, port: number) =>
    sandboxLine({
      username,
      password: Buffer.from(`pw-${username}`).toString('base64'),
      ip: `127.0.0.1:${port}`,
      domain: kamailio.domain,
      [`transport_${transport}`]: 'true',
    })
  sandbox.account.lines = {
    sip_1: line('udpline', 'udp', kamailio.port),
    sip_2: line('tcpline', 'tcp', kamailio.port),
    sip_3: line('tlsline', 'tls', kamailio.tls),
    sip_4: line('wssline', 'tls', kamailio.tls),
  }
  app = await launchApp({ microphone: toneFile(1000) })
  page = app.page
  await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await rawMicrophone(page)
})
test.afterAll(async () => {
  await app?.close()
  await sandbox?.close()
  await kamailio?.stop()
})
test.beforeEach(() => leaveCalls(page))

test('@peer a line registers over each of the four transports', async () => {
  await button('Trust for this line').click()
  await expect(page.getByText('Trust this server')).toBeVisible()
  await button('Trust for this line').click()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.locator('.settings-nav').getByRole('button', { name: 'Lines' }).click()
  await page.getByRole('button', { name: 'Edit: wssline' }).click()
  await page.getByLabel('WebSocket address', { exact: true }).fill(`wss://127.0.0.1:${kamailio.wss}/`)
  await page.getByRole('button', { name: 'Save: WebSocket address' }).click()
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
  test(`@peer @dtmf calls a real phone with ${codec}: sound and tones both ways, and it calls us`, async () => {
    const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, codec })
    try {
      await chooseLine(page, 'udpline')
      await dial(page, 'bob')
      await state('Connected')
      await expect(page.locator('.call-facts')).toContainText(codec)
      close(await heardInPage(page), 440)
      await expect.poll(() => bob.heard(1000)).toBeGreaterThan(0.9)
      await page.keyboard.press('1')
      await page.keyboard.press('#')
      await expect.poll(() => bob.tones).toBe('1#')
      for (const tone of '42') await bob.command('sndcode', tone)
      await expect(page.getByText('Received 42')).toBeVisible()
      await bob.command('hangup')
      await state('The other side hung up')
      await button('Back').click()
      await bob.command('dial', `sip:udpline@${kamailio.domain}`)
      await button('Answer').click()
      await state('Connected')
      close(await heardInPage(page), 440)
      await expect.poll(() => bob.heard(1000)).toBeGreaterThan(0.9)
      const before = bob.seen.length
      await button('End call').click()
      await bob.until('CALL_CLOSED', before)
    } finally {
      await bob.stop()
    }
  })
}

test('@peer a number that does not exist, a rejected call, a cancelled one', async () => {
  const carol = await Baresip.start({ user: 'carol', server: kamailio.port, hz: 850, answer: 'manual' })
  try {
    await chooseLine(page, 'tcpline')
    await dial(page, 'nobody')
    await state('Number does not exist')
    await button('Back').click()
    await dial(page, 'carol')
    await state('Ringing there')
    await carol.command('hangup')
    await state('Busy')
    await button('Back').click()
    await dial(page, 'carol')
    await state('Ringing there')
    const before = carol.seen.length
    await button('End call').click()
    await state('Call cancelled')
    await carol.until('CALL_CLOSED', before)
  } finally {
    await carol.stop()
  }
})

test('@peer @hold our hold is taken by the phone and undone again', async () => {
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 })
  try {
    await chooseLine(page, 'udpline')
    await dial(page, 'bob')
    await state('Connected')
    close(await heardInPage(page), 440)
    await button('Hold').click()
    await state('On hold')
    expect(await heardInPage(page, 1500)).toBe(0)
    await button('Resume').click()
    await state('Connected')
    close(await heardInPage(page), 440)
    expect(bob.seen.filter((e) => e.type === 'CALL_REMOTE_SDP')).toHaveLength(3)
  } finally {
    await bob.stop()
  }
})

test('@peer @hold the far end holds and resumes; a reload in the call is not noticed by it', async () => {
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440 })
  try {
    await chooseLine(page, 'tlsline')
    await dial(page, 'bob')
    await state('Connected')
    await page.reload()
    await state('Connected')
    close(await heardInPage(page), 440)
    expect(bob.seen.filter((e) => e.type === 'CALL_CLOSED')).toEqual([])
    await bob.command('hold')
    await state('The other side holds the call')
    await bob.command('resume')
    await state('Connected')
  } finally {
    await bob.stop()
  }
})
