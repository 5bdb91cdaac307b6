import { practice, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { sandboxLine } from '../sandbox/provider.ts'
import { type App, launchApp, signIn } from '../support/app.ts'
import { type Kamailio, startKamailio } from '../support/peers/kamailio.ts'
import { freePorts } from '../support/peers/process.ts'
import { startSipp } from '../support/peers/sipp.ts'
import { button as buttonOf, chooseLine, dial, expectState, killPhone, leaveCalls, rawMicrophone } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { heardInPage, toneFile } from '../support/tone.ts'

// Peers that take liberties, at a registrar that wants SHA-256 (RFC 8760): whoever registers here has answered with it.
let kamailio: Kamailio
let sandbox: Sandbox
let app: App
let page: Page

const button = (name: string) => buttonOf(page, name)
const state = (text: string) => expectState(page, text)
const close = (hz: number, wanted: number): void => expect(Math.abs(hz - wanted)).toBeLessThanOrEqual(10)

test.beforeAll(async () => {
  kamailio = await startKamailio('SHA-256')
  sandbox = await startSandbox()
  const line = (username: string) =>
    sandboxLine({
      username,
      password: Buffer.from(`pw-${username}`).toString('base64'),
      ip: `127.0.0.1:${kamailio.port}`,
      domain: kamailio.domain,
      transport_udp: 'true',
    })
  sandbox.account.lines = { sip_1: line('shaline'), sip_2: line('webline'), sip_3: line('otherline') }
  sandbox.provider.accounts.push({ userName: 'far', password: 'made-up-Far-1', balance: '1,0000', lines: { sip_1: line('farline') } })
  app = await launchApp({ microphone: toneFile(1000) })
  page = app.page
  await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await rawMicrophone(page)
  await expect(page.getByRole('button', { name: /^Line: shaline, Registered/ })).toBeVisible()
})
test.afterAll(async () => {
  await app?.close()
  await sandbox?.close()
  await kamailio?.stop()
})
test.beforeEach(() => leaveCalls(page))

test('@peer @fork sound before the answer is heard, also when the answer comes from another branch of a fork', async () => {
  const peer = await startSipp('uas-early-fork')
  try {
    await dial(page, `sipp${peer.port}`)
    await state('Ringing there')
    close(await heardInPage(page), 620)
    await state('Connected')
    close(await heardInPage(page), 620)
    await state('The other side hung up')
    expect(await peer.succeeded()).toBe(true)
  } finally {
    await peer.stop()
  }
})

test('@peer @nat sound that comes from another port than the one announced is heard', async () => {
  const dead = await freePorts(1)
  const peer = await startSipp('uas-wrong-port', null, { DEAD: String(dead) })
  try {
    await dial(page, `sipp${peer.port}`)
    await state('Connected')
    close(await heardInPage(page), 620)
    await state('The other side hung up')
    expect(await peer.succeeded()).toBe(true)
  } finally {
    await peer.stop()
  }
})

test('@peer @late-offer a call that comes without a description is answered with ours, and its sound is heard', async () => {
  const peer = await startSipp('uac-late-offer', kamailio.port, { USER: 'shaline' })
  try {
    await button('Answer').click()
    await state('Connected')
    close(await heardInPage(page), 620)
    await state('The other side hung up')
    expect(await peer.succeeded()).toBe(true)
  } finally {
    await peer.stop()
  }
})

test('@peer @phone-crash the phone process dies in a call: its dialog is ended, its contacts are replaced, its lines are back', async () => {
  const peer = await startSipp('uas-answer')
  try {
    await dial(page, `sipp${peer.port}`)
    await state('Connected')
    close(await heardInPage(page), 620)
    expect(await kamailio.contacts('shaline')).toHaveLength(1)
    await killPhone(app.electron)
    await state('The phone service was restarted, which ended the call')
    // the BYE of the next process is what lets the scenario succeed
    expect(await peer.succeeded()).toBe(true)
    await expect(page.getByRole('button', { name: /^Line: shaline, Registered/ })).toBeVisible()
    for (const user of ['shaline', 'webline', 'otherline']) expect(await kamailio.contacts(user)).toHaveLength(1)
  } finally {
    await peer.stop()
  }
})

test('@peer a call over WebSocket lines: WebRTC from page to page, sound both ways, hold, both sides hang up', async () => {
  // the far end is a second app with its own account, as a WebSocket line cannot reach a phone with plain RTP by itself
  const far = await launchApp({ microphone: toneFile(1500) })
  const farButton = (name: string) => buttonOf(far.page, name)
  try {
    await overWebSocket(page, 'webline')
    await signIn(far.page, { address: sandbox.provider.address, user: 'far', password: 'made-up-Far-1' })
    await rawMicrophone(far.page)
    await overWebSocket(far.page, 'farline')
    await chooseLine(page, 'webline')
    await dial(page, 'farline')
    await farButton('Answer').click()
    await state('Connected')
    close(await heardInPage(page), 1500)
    close(await heardInPage(far.page), 1000)
    await button('Hold').click()
    await state('On hold')
    await expectState(far.page, 'The other side holds the call')
    await button('Resume').click()
    await state('Connected')
    close(await heardInPage(far.page), 1000)
    await farButton('End call').click()
    await state('The other side hung up')
    await button('Back').click()
    await dial(far.page, 'webline')
    await button('Answer').click()
    await state('Connected')
    close(await heardInPage(page), 1500)
    close(await heardInPage(far.page), 1000)
    await button('End call').click()
    await expectState(far.page, 'The other side hung up')
  } finally {
    await far.close()
  }
})

/** Gives a line Kamailio's WebSocket address and trusts the certificate. */
async function overWebSocket(of: Page, line: string): Promise<void> {
  await of.getByRole('button', { name: 'Settings', exact: true }).click()
  await of.locator('.settings-nav').getByRole('button', { name: 'Lines' }).click()
  await of.getByRole('button', { name: `Edit: ${line}` }).click()
  await of.getByLabel('WebSocket address', { exact: true }).fill(`wss://127.0.0.1:${kamailio.wss}/`)
  await of.getByRole('button', { name: 'Save: WebSocket address' }).click()
  await of.getByRole('button', { name: 'Trust for this line' }).click()
  await expect(of.getByRole('article', { name: line })).toContainText(/Connected to .+ \(WebSocket\)/)
}
