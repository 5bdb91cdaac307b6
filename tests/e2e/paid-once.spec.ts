import t from '../../renderer/src/i18n/en.json' with { type: 'json' }
import type { PaidOperation } from '../../shared/domain/paid-operation.ts'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { button } from '../support/phone-screen.ts'
import { credentials, readState, signInDirectly, startApp } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withApp } from '../support/with-app.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const number = '+49 171 3920042'
const cli = '491713920042'
const pins = ['7700000001', '7700000002']

/** What reaches the provider at most once, whatever the network does. */
const requests = {
  'a top-up': (p: Page, n: number) =>
    p.evaluate((pin) => window.dialdesk.billing.topUp({ id: crypto.randomUUID(), pin, again: false }), pins[n] ?? ''),
  'a callback': (p: Page) => p.evaluate((to) => window.dialdesk.billing.callBack({ id: crypto.randomUUID(), from: '+493012345678', to }), number),
  'an SMS': (p: Page) => p.evaluate((to) => window.dialdesk.billing.sendSms({ id: crypto.randomUUID(), number: to, message: 'x' }), number),
  'a new card': (p: Page) =>
    p.evaluate(
      (of) =>
        window.dialdesk.billing.createCard({
          id: crypto.randomUUID(),
          number: of,
          customer: '',
          amount: { units: 10_000, currency: 'EUR' },
          bySms: false,
          smsText: '',
        }),
      number,
    ),
  blocking: (p: Page) => p.evaluate((card) => window.dialdesk.cards.block({ cli: card }), cli),
  releasing: (p: Page) => p.evaluate((card) => window.dialdesk.cards.unblock({ cli: card }), cli),
  activating: (p: Page) => p.evaluate((card) => window.dialdesk.cards.activate({ cli: card, pin: '1' }), cli),
  moving: (p: Page) => p.evaluate((card) => window.dialdesk.cards.move({ cli: card, number: '+49 171 3920043' }), cli),
  disabling: (p: Page) => p.evaluate((card) => window.dialdesk.cards.disable({ cli: card, confirmed: true }), cli),
} as const

let sandbox: Sandbox
let app: App
let page: Page
withApp(startApp, async (started) => {
  ;({ sandbox, app, page } = started)
  await signInDirectly(page, credentials(sandbox))
  await button(page, 'Trust for this line').click()
  await page.evaluate((realm) => window.dialdesk.cards.setRealm({ realm }), sandbox.provider.services.realm)
})
test.beforeEach(() => {
  for (const pin of pins) sandbox.provider.services.pins.set(pin, 10_000)
  sandbox.provider.services.cards.set(cli, { cli, customer: 'Jörg', amount: 10_000, serial: '1', pin: '1', active: true, disabled: false })
})
test.afterEach(() => {
  sandbox.provider.override = null
})

test('a connection that breaks after a request was taken: each paid operation and card action arrives once, over a connection never used before', async () => {
  for (const drop of [true, 'reset'] as const) {
    for (const [what, send] of Object.entries(requests)) {
      // connections that were used before are there to be taken
      for (let n = 0; n < 2; n++) await page.evaluate(() => window.dialdesk.rates.lookUp({ numbers: ['+49301234567'] }))
      let broken = false
      sandbox.provider.override = ({ module, body }, normal) => {
        if (!['topup', 'webcallback', 'sms', 'mycard-v2'].includes(module) || body.includes('act=show') || broken) return null
        broken = true
        return { text: normal(), drop }
      }
      const seen = sandbox.provider.requests.length
      const outcome = await send(page, drop === true ? 0 : 1)
      sandbox.provider.override = null
      const arrived = sandbox.provider.requests.slice(seen).filter((r) => r.method === 'POST')
      expect([what, drop, arrived.map(({ before }) => before)]).toEqual([what, drop, [0]])
      expect([what, drop, outcome.ok && outcome.value.state]).toEqual([what, drop, 'unknown'])
    }
  }
  // reads share their connections: without that nothing could have been repeated
  expect(sandbox.provider.requests.some(({ module, before }) => module === 'rates' && before > 0)).toBe(true)
})

test('an account in dollars: a card is in euros, its SMS has a text; what was not answered is unknown until it is checked @mycard-v2', async () => {
  sandbox.provider.override = ({ module }, normal) =>
    module === 'onlinecallthrough' ? { text: normal().replace('"customercurrency":"eur"', '"customercurrency":"usd"') } : null
  await page.evaluate(() => window.dialdesk.billing.accessNumbers({ fresh: true }))
  await expect(page.locator('header')).toContainText('$')
  await page.locator('nav.side').getByRole('button', { name: t.nav.cards }).click()
  await page.getByRole('button', { name: t.cards.new }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t.cards.newFor, { exact: true }).fill('+49 171 3920099')
  await dialog.getByLabel(t.cards.amount.replace('{currency}', 'EUR'), { exact: true }).fill('$5')
  await expect(dialog.getByRole('button', { name: t.cards.createPlain })).toBeDisabled()
  await dialog.getByLabel(t.cards.amount.replace('{currency}', 'EUR'), { exact: true }).fill('5')
  await dialog.getByRole('switch', { name: t.cards.bySms }).click()
  await dialog.getByLabel(t.cards.smsText, { exact: true }).fill('Ihre Karte')
  await dialog.getByRole('button', { name: t.cards.create.replace('{amount}', '€5.00') }).click()
  const pane = page.locator('.detail-pane')
  await expect(pane).toContainText(t.card.usable)
  expect(sandbox.provider.requests.filter(({ body }) => body.includes('act=insert')).at(-1)?.body).toContain(
    'Amount=5.00&sendSmsInfo=1&smsinfo_message=Ihre+Karte',
  )
  await expect(pane).toContainText('€5.00')
  sandbox.provider.override = ({ body }, normal) => (body.includes('act=blockcard') ? { text: normal(), drop: true } : null)
  await pane.getByRole('button', { name: t.card.block }).click()
  await expect(pane.locator('.chip')).toHaveText(t.card.unknown)
  await expect(pane.getByRole('alert')).toContainText(t.cards.unknownText)
  await pane.getByRole('button', { name: t.cards.checkNow }).click()
  await expect(pane.locator('.chip')).toHaveText(t.card.blocked)
  await expect(pane.getByRole('alert')).toHaveCount(0)
})

test('each running callback keeps its Stop, hours later too, until it is stopped or dismissed @webcallback', async () => {
  await page.evaluate(() => window.dialdesk.billing.setOwnPhones({ phones: [{ label: 'Mobile', number: '+4917612345678' }] }))
  await page.locator('nav.side').getByRole('button', { name: t.nav.callback }).click()
  await expect(page.getByRole('heading', { name: t.nav.callback, exact: true }).first()).toBeVisible()
  const running = page.locator('.running-list > li')
  const earlier = await running.count()
  for (const to of ['+442079460001', '+442079460002'])
    await page.evaluate((b) => window.dialdesk.billing.callBack({ id: crypto.randomUUID(), from: '+4917612345678', to: b }), to)
  await expect(running).toHaveCount(earlier + 2)
  const { callbacks } = sandbox.provider.services
  const [first, second] = callbacks.slice(-2)
  await page.clock.install()
  await page.clock.fastForward('03:00:00')
  await expect(running.filter({ hasText: '20 7946 0001' })).toContainText('3:00:')
  await running.filter({ hasText: '20 7946 0001' }).getByRole('button', { name: t.cb.stop }).click()
  await expect(running).toHaveCount(earlier + 1)
  expect([first?.stopped, second?.stopped]).toEqual([true, false])
  await running.filter({ hasText: '20 7946 0002' }).getByRole('button', { name: t.callback.over }).click()
  await expect(running).toHaveCount(earlier)
  expect(second?.stopped).toBe(false)
})

test(`${long ? 200 : 40} SMS at once: twenty within the hour go out, main asks about each of the others`, async () => {
  const count = long ? 200 : 40
  await app.electron.evaluate(({ dialog }) => {
    const asked = { count: 0 }
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (async () => {
      asked.count += 1
      return { response: 0, checkboxChecked: false }
    }) as never
  })
  const before = (await readState(page)).services.paidOperations.filter(({ kind }) => kind === 'sms').length
  const seen = sandbox.provider.services.sent.length
  const outcomes = await page.evaluate(
    ({ to, n }) =>
      Promise.all(Array.from({ length: n }, () => window.dialdesk.billing.sendSms({ id: crypto.randomUUID(), number: to, message: 'x' }))),
    { to: number, n: count },
  )
  const sent = 20 - before
  expect(sandbox.provider.services.sent.length - seen).toBe(sent)
  expect(outcomes.filter((o) => o.ok && (o.value as PaidOperation).state === 'done')).toHaveLength(sent)
  expect(await app.electron.evaluate(() => (globalThis as never as { asked: { count: number } }).asked.count)).toBe(count - sent)
})
