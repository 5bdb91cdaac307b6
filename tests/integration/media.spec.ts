import type { App } from '../support/app.ts'
import { type Kamailio, kamailioLine, startKamailio } from '../support/peers/kamailio.ts'
import { freePorts } from '../support/peers/process.ts'
import { startSipp } from '../support/peers/sipp.ts'
import { dial, killPhone } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

// Peers that take liberties, at a registrar that wants SHA-256 (RFC 8760): whoever registers here has answered with it.
let kamailio: Kamailio
let app: App
let page: Page

const { button, state } = withPhone(
  async (scope) => {
    kamailio = scope.add(await startKamailio('SHA-256'), (k) => k.stop())
    const lines = {
      sip_1: kamailioLine(kamailio, 'shaline'),
      sip_2: kamailioLine(kamailio, 'secondline'),
      sip_3: kamailioLine(kamailio, 'otherline'),
    }
    return { tone: 1000, lines }
  },
  (started) => {
    ;({ app, page } = started)
  },
)

test('@peer @fork audio before the answer is heard, also when the answer comes from another branch of a fork', async ({ scope }) => {
  const peer = scope.add(await startSipp('uas-early-fork'), (p) => p.stop())
  await dial(page, `sipp${peer.port}`)
  await state('Ringing there')
  await expectHeard(page, 620)
  await peer.proceed()
  await state('Connected')
  await expectHeard(page, 620)
  await peer.proceed()
  await state('The other side hung up')
  expect(await peer.succeeded()).toBe(true)
})

test('@peer @nat audio that comes from another port than the one announced is heard', async ({ scope }) => {
  const dead = await freePorts(1)
  const peer = scope.add(await startSipp('uas-wrong-port', null, { DEAD: String(dead) }), (p) => p.stop())
  await dial(page, `sipp${peer.port}`)
  await state('Connected')
  await expectHeard(page, 620)
  await peer.proceed()
  await state('The other side hung up')
  expect(await peer.succeeded()).toBe(true)
})

test('@peer @late-offer a call that comes without a description is answered with ours, and its audio is heard', async ({ scope }) => {
  const peer = scope.add(await startSipp('uac-late-offer', kamailio.port, { USER: 'shaline' }), (p) => p.stop())
  await button('Answer').click()
  await state('Connected')
  await expectHeard(page, 620)
  await peer.proceed()
  await state('The other side hung up')
  expect(await peer.succeeded()).toBe(true)
})

test('@peer @phone-crash the phone process dies in a call: its dialog is ended, its contacts are replaced, its lines are back', async ({ scope }) => {
  const peer = scope.add(await startSipp('uas-answer'), (p) => p.stop())
  await dial(page, `sipp${peer.port}`)
  await state('Connected')
  await expectHeard(page, 620)
  expect(await kamailio.contacts('shaline')).toHaveLength(1)
  await killPhone(app.electron)
  await state('The phone service was restarted, which ended the call')
  // the BYE of the next process is what lets the scenario succeed
  expect(await peer.succeeded()).toBe(true)
  await expect(page.getByRole('button', { name: /^Line: shaline, Registered/ })).toBeVisible()
  for (const user of ['shaline', 'secondline', 'otherline']) await expect.poll(async () => (await kamailio.contacts(user)).length).toBe(1)
})
