import type { Sandbox } from '../sandbox/index.ts'
import { success } from '../sandbox/reply.ts'
import type { App } from '../support/app.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { languagesOf } from '../support/languages.ts'
import { limitTexts as texts } from '../support/limit-texts.ts'
import { readState, startSignedIn } from '../support/set-up.ts'
import { startAgain } from '../support/start-again.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withApp } from '../support/with-app.ts'

// What a call costs is shown before it begins, from wherever; limits hold, and the balance is in view. By keyboard; in German too in `test:long`.

let sandbox: Sandbox
let app: App
let page: Page
withApp(
  (scope) => startSignedIn(scope),
  (started) => {
    ;({ sandbox, app, page } = started)
  },
)
const { tabTo, press } = byKeyboard(() => page)

/** Rated, and answered by the sandbox. */
const NUMBER = '+442079460011'
/** As the number field groups it. */
const GROUPED = '+44 20 7946 0011'
for (const { language } of languagesOf('en')) {
  const t = texts[language]
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = () => page.getByLabel(t.field)
  const question = () => page.getByRole('dialog', { name: t.question })
  const calls = (): number => sandbox.exchange.calls.size
  const connected = () => expect(page.locator('.call-state')).toHaveText(t.connected)
  const dial = async (number: string): Promise<void> => {
    await page.keyboard.press('Control+l')
    await expect(field()).toBeFocused()
    await field().fill(number)
    await page.keyboard.press('Enter')
  }
  const endCall = async (): Promise<void> => {
    await page.keyboard.press('Control+e')
    await expect(button(t.again)).toBeVisible()
  }
  const openCosts = async (): Promise<void> => {
    await page.keyboard.press('Control+,')
    await press(page.locator('.settings-nav').getByRole('button', { name: t.costs, exact: true }))
  }
  const enter = async (label: string, text: string): Promise<void> => {
    await tabTo(page.getByLabel(label, { exact: true }))
    await page.keyboard.press('Control+a')
    await (text === '' ? page.keyboard.press('Delete') : page.keyboard.type(text))
    await page.keyboard.press('Enter')
  }
  const spending = async () => (await readState(page)).settings.spending
  const setBalance = async (balance: string): Promise<void> => {
    sandbox.account.balance = balance
    await page.keyboard.press('Control+b')
    await expect.poll(async () => (await readState(page)).account.balance.amount?.units).toBe(Math.round(Number(balance.replace(',', '.')) * 10_000))
  }

  test.describe(`limits of calls @${language}`, () => {
    test.beforeAll(async () => {
      await page.evaluate((to) => window.dialdesk.settings.change({ language: to, region: 'DE' }), language)
      await expect(button(t.phone).first()).toBeVisible()
      await setBalance('18,4000')
    })
    test.beforeEach(() => page.keyboard.press('Control+l'))
    test.afterAll(async () => {
      await page.evaluate(() =>
        window.dialdesk.settings.change({
          language: 'en',
          spending: { atOnceUpTo: null, askAbove: null, destinations: [], usedUp: 'warn', warnCost: null, hangUp: false },
        }),
      )
    })

    test('a press in a list shows the price first; at once it calls only up to the user’s limit', async () => {
      await dial(NUMBER)
      await connected()
      await expect(page.locator('[data-time-left]')).toContainText(t.left)
      await endCall()
      const before = calls()
      await press(button(t.again))
      await expect(field()).toBeFocused()
      await expect(field()).toHaveValue(GROUPED)
      await expect(page.locator('.number-field')).toContainText(t.lasts)
      expect(calls()).toBe(before)
      await page.keyboard.press('Enter')
      await connected()
      await endCall()
      // a recent call is the same
      await press(page.locator('.call-row [class*=again]').first())
      await expect(field()).toHaveValue(GROUPED)
      expect(calls()).toBe(before + 1)
      await openCosts()
      await enter(t.atOnce, t.amount('0.10'))
      await expect.poll(async () => (await spending()).atOnceUpTo).toBe(1000)
      await page.keyboard.press('Control+l')
      await press(button(t.again))
      await connected()
      await endCall()
      await openCosts()
      await enter(t.atOnce, t.amount('0.01'))
      await expect.poll(async () => (await spending()).atOnceUpTo).toBe(100)
      await page.keyboard.press('Control+l')
      await press(button(t.again))
      await expect(field()).toHaveValue(GROUPED)
      expect(calls()).toBe(before + 2)
    })

    test('above a price the call is asked about; a blocked destination is never called, from wherever', async () => {
      await openCosts()
      await enter(t.atOnce, '')
      await enter(t.askAbove, t.amount('0.05'))
      await expect.poll(async () => (await spending()).askAbove).toBe(500)
      const before = calls()
      await dial(NUMBER)
      await expect(question()).toContainText(t.above)
      await page.keyboard.press('Escape')
      await expect(question()).toBeHidden()
      await dial('09003123456')
      await expect(question()).toContainText(t.premium)
      await page.keyboard.press('Escape')
      expect(calls()).toBe(before)
      await dial(NUMBER)
      await press(question().getByRole('button', { name: t.call, exact: true }))
      await connected()
      await endCall()

      await openCosts()
      await tabTo(page.getByRole('combobox', { name: t.match }))
      await page.keyboard.type(t.country)
      await page.keyboard.press('Escape')
      await press(button(t.add))
      await expect.poll(async () => (await spending()).destinations).toEqual([{ match: 'GB', action: 'block' }])
      await dial(NUMBER)
      await expect(page.getByRole('alert').filter({ hasText: t.blocked })).toBeVisible()
      for (const args of [
        ['--', `tel:${NUMBER}`],
        ['call', NUMBER],
      ]) {
        await startAgain(app.userData, args)
        await expect(question()).toBeVisible()
        const confirm = question().getByRole('button', { name: t.call, exact: true })
        await expect(confirm).toBeEnabled()
        await press(confirm)
        await expect(question()).toContainText(t.blocked)
        await page.keyboard.press('Escape')
        await expect(question()).toBeHidden()
      }
      // nor by a page that went wrong
      const refused = await page.evaluate(
        (number) =>
          window.dialdesk.calls.dial({
            lineId: 'sip_1',
            number,
            origin: 'typed',
            confirmed: ['price', 'destination', 'above-limit'],
            hidden: false,
            consultFor: null,
          }),
        NUMBER,
      )
      expect(refused).toMatchObject({ ok: false, error: { code: 'destination-blocked' } })
      // nor called back
      const callback = (to: string) =>
        page.evaluate((to) => window.dialdesk.billing.callBack({ id: crypto.randomUUID(), from: '+4930123456', to }), to)
      expect(await callback(NUMBER)).toMatchObject({ ok: false, error: { code: 'destination-blocked' } })
      expect(sandbox.provider.requests.filter(({ module }) => module === 'webcallback')).toEqual([])
      expect(calls()).toBe(before + 1)
      await openCosts()
      await press(button(t.remove))
      await enter(t.askAbove, '')
      await expect.poll(spending).toMatchObject({ destinations: [], askAbove: null })
    })

    test('a low balance is in the header and a banner that leads to the top-up; one that is used up warns, or stops calls where the user says so', async () => {
      await setBalance('1,0000')
      const banner = page.locator('[data-balance]')
      await expect(banner).toContainText(t.low)
      await expect(page.locator('[data-level=low]')).toBeVisible()
      await press(banner.getByRole('button', { name: t.topUp }))
      await expect(page.getByRole('heading', { name: t.topUp, exact: true })).toBeVisible()
      await setBalance('-0,5000')
      await expect(page.locator('header [data-level=used-up]')).toContainText(t.usedUp)
      await expect(banner).toContainText(t.usedUp)
      const before = calls()
      await dial(NUMBER)
      await connected()
      await endCall()
      await openCosts()
      await tabTo(page.getByLabel(t.noCalls))
      await page.keyboard.press('Space')
      await expect.poll(async () => (await spending()).usedUp).toBe('block')
      await dial(NUMBER)
      await expect(page.getByRole('alert').filter({ hasText: t.usedUpRefused })).toBeVisible()
      await expect(page.locator('.number-field')).toContainText(t.usedUp)
      expect(calls()).toBe(before + 1)
      await setBalance('18,4000')
      await expect(banner).toHaveCount(0)
    })

    test('in a call a warning comes at what the call has cost; going on keeps it, and it comes again', async () => {
      await openCosts()
      await enter(t.warnCost, t.amount('0.005'))
      await tabTo(page.getByLabel(t.hangUp))
      await page.keyboard.press('Space')
      await expect.poll(spending).toMatchObject({ warnCost: 50, hangUp: true })
      await dial(NUMBER)
      await connected()
      const warning = page.locator('[data-spend-warning]')
      await expect(warning).toContainText(t.cost)
      await expect(warning.getByRole('timer')).toContainText(/\d/)
      // without the way there by Tab: the call ends a minute later, and a busy computer takes longer
      await warning.getByRole('button', { name: t.goOn }).press('Enter')
      await expect(warning).toHaveCount(0)
      await connected()
      await expect(warning).toBeVisible()
      await warning.getByRole('button', { name: t.end }).press('Enter')
      await expect(button(t.again)).toBeVisible()
      await expect(warning).toHaveCount(0)
    })

    test('all accounts of a login are in the account menu, and one of them is chosen as the one that is shown', async () => {
      const account = (accountnumber: string, amount: string) => ({
        customername: 'Practice Customer',
        customernumber: '1',
        accountnumber,
        amount,
        accountname: `Account ${accountnumber}`,
      })
      sandbox.provider.override = ({ module }) =>
        module === 'account' ? { text: success({ accounts: [account('7346165', '18,4000'), account('7346166', '4,2000')] }) } : null
      try {
        await page.keyboard.press('Control+b')
        await expect.poll(async () => ((await readState(page)).account.session as { accounts: unknown[] }).accounts.length).toBe(2)
        await press(page.locator('header').getByRole('button', { name: t.account, exact: true }))
        const other = page.getByRole('menuitemradio', { name: /7346166/ })
        await expect(other).toHaveAttribute('aria-checked', 'false')
        for (let i = 0; i < 20 && !(await other.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await expect.poll(async () => (await readState(page)).account.balance.amount?.units).toBe(42_000)
        // read anew it stays the one that was chosen
        await page.keyboard.press('Control+b')
        await expect.poll(async () => (await readState(page)).account.balance).toMatchObject({ amount: { units: 42_000 }, refreshing: false })
        await page.evaluate(() => window.dialdesk.account.choose({ accountNumber: '7346165' }))
      } finally {
        sandbox.provider.override = null
      }
      await setBalance('18,4000')
    })
  })
}
