import { readFileSync } from 'node:fs'
import type { Sandbox } from '../sandbox/index.ts'
import { refuse } from '../sandbox/reply.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { languagesOf } from '../support/languages.ts'
import { moveToNoon } from '../support/noon.ts'
import { addAccount, credentials, sharedScope, signInDirectly, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, type Locator, type Page, test } from '../support/test.ts'

// Each module of the provider's API through its screen, by keyboard alone; in German too in `test:long`.
for (const { locale: language, t } of languagesOf('en')) {
  test.describe(language, () => {
    const scope = sharedScope()
    let sandbox: Sandbox
    let page: Page
    /** The provider's date. */
    let today: string

    test.beforeAll(async () => {
      const downloads = temporaryFolder(scope, 'dialdesk-downloads')
      const started = await startApp(scope, { language })
      ;({ sandbox, page } = started)
      addAccount(sandbox, 'reseller', { password: 'made-up-Reseller-1', lines: {} })
      await signInDirectly(page, credentials(sandbox))
      await page.getByRole('button', { name: t.cert.no }).click()
      today = await moveToNoon(page, sandbox)
      // the system's dialog cannot be driven: where it would save is given
      await started.app.electron.evaluate(({ dialog }, folder) => {
        let n = 0
        dialog.showSaveDialog = (async () => ({ canceled: false, filePath: `${folder}/saved-${++n}.csv` })) as never
      }, downloads)
    })
    test.afterEach(() => {
      sandbox.provider.override = null
    })

    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const field = (name: string) => page.getByLabel(name, { exact: true })
    const { tabTo, press } = byKeyboard(() => page)
    const type = async (target: Locator, text: string): Promise<void> => {
      await tabTo(target)
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    }
    const open = async (screen: keyof typeof t.nav): Promise<void> => {
      await press(page.locator('nav.side').getByRole('button', { name: new RegExp(`^${t.nav[screen]}(,|$)`) }))
      const heading = screen === 'phone' ? t.dial.title : t.nav[screen]
      await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible()
    }
    const sent = (module: string) => sandbox.provider.requests.filter((r) => r.module === module)
    const amount = (n: number, digits: number): string =>
      new Intl.NumberFormat(language.slice(0, 2), { style: 'currency', currency: 'EUR', minimumFractionDigits: digits })
        .format(n)
        .replaceAll('\u00a0', ' ')

    test('rates of several numbers, sorted, with earlier look-ups @rates', async () => {
      await open('rates')
      await tabTo(field(t.rates.label))
      await page.keyboard.type('+49 30 1234567\n+44 7700 900123\nnobody\n+999 555 0100')
      await expect(page.getByText(t.rates.problem['not-a-number'].replace('{line}', '3').replace('{text}', 'nobody'))).toBeVisible()
      await press(button(t.rates.button_other.replace('{count}', '3')))
      const rows = page.locator('tbody tr')
      await expect(rows).toHaveCount(3)
      await expect(rows.nth(0)).toContainText(amount(0.018, 4))
      await expect(rows.nth(1)).toContainText('United Kingdom, mobile')
      await expect(rows.nth(2)).toContainText(t.dial.noRate)
      expect(sent('rates').at(-1)?.url).toBe('/api/rest/v2/?rates&numbers=0049301234567%7C00447700900123%7C009995550100')
      await press(page.getByRole('columnheader').getByRole('button', { name: t.rates.price }))
      await expect(rows.nth(0)).toContainText(t.dial.noRate)
      await tabTo(page.getByRole('radio', { name: t.rates.views.result }))
      await page.keyboard.press('ArrowRight')
      await press(page.getByRole('button', { name: new RegExp(`^${t.rates.again}`) }))
      await expect.poll(() => sent('rates').length).toBe(2)
    })

    test('the price is shown below the number before the call, and is not requested twice @rates', async () => {
      await open('phone')
      await page.getByLabel(t.dial.placeholder).fill('+447700900124')
      await expect(page.locator('.number-field')).toContainText(amount(0.089, 4))
      await expect(page.locator('.number-field')).toContainText('United Kingdom, mobile')
      const asked = sent('rates').length
      await page.getByLabel(t.dial.placeholder).fill('')
      await page.getByLabel(t.dial.placeholder).fill('+447700900124')
      await expect(page.locator('.number-field')).toContainText(amount(0.089, 4))
      expect(sent('rates').length).toBe(asked)
      await page.getByLabel(t.dial.placeholder).fill('')
    })

    test('a call lowers the balance and appears with its cost, matched with our own record @cdrs', async () => {
      await open('phone')
      await sandbox.exchange.waitFor('office')
      await page.getByLabel(t.dial.placeholder).fill('10001')
      await page.keyboard.press('Enter')
      await expect(page.locator('.call-state')).toHaveText(t.call.connected)
      const billed = sandbox.provider.services.cdrs.length
      await page.keyboard.press('Control+e')
      await expect.poll(() => sandbox.provider.services.cdrs.length).toBe(billed + 1)
      sandbox.provider.services.bill(sandbox.account, '00442079460958', Date.now(), 135)
      // without being asked for, a while after the call
      await expect(page.locator('.call-row', { hasText: '10001' })).toContainText(amount(0, 4), { timeout: 40_000 })
      await open('calls')
      await press(button(t.calls.read))
      await expect(page.locator('.history-row')).toHaveCount(2)
      await expect(page.locator('.history-row', { hasText: 'United Kingdom, landline' })).toContainText('02:15')
      expect(sent('cdrs').at(-1)?.url).toMatch(/\?cdrs&from=\d\d\.\d\d\.\d{4}&to=\d\d\.\d\d\.\d{4}&show=\d+$/)
      // the record of the first call is not shown a second time
      await expect(page.locator('.history-row', { hasText: '10001' })).toHaveCount(1)
      await press(page.locator('.history-row', { hasText: '10001' }).locator('[data-row]'))
      await expect(page.locator('.detail-pane')).toContainText(t.detail.both)
      await press(page.locator('.detail-pane').getByRole('button', { name: t.cards.close, exact: true }))
      await press(button(t.calls.table))
      await expect(page.locator('.spend tbody tr')).toHaveCount(1)
      await press(page.getByRole('button', { name: t.calls.csv }))
      await expect(page.getByText(t.calls.saved.replace('{path}', ''))).toBeVisible()
      const saved = /(\/\S+\.csv)/.exec(await page.getByText(t.calls.saved.replace('{path}', '')).innerText())?.[1] ?? ''
      expect(readFileSync(saved, 'utf8').split('\r\n').filter(Boolean)).toHaveLength(3)
      await type(field(t.calls.search), '7946 0958')
      await expect(page.locator('.history-row')).toHaveCount(1)
      await press(button(t.calls.showAll))
      await expect(page.locator('.history-row')).toHaveCount(2)
    })

    test('a PIN that is not valid, then one that is; sent once and asked about first @topup', async () => {
      await open('topup')
      await type(field(t.topup.pin), '99 99-99')
      await page.keyboard.press('Enter')
      await press(page.getByRole('dialog').getByRole('button', { name: t.topup.button }))
      await expect(page.locator('.form-pane').getByText(t.error['pin-invalid'])).toBeVisible()
      await type(field(t.topup.pin), '00 1234-5678')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toContainText(t.topup.askText)
      const before = Number(sandbox.account.balance.replace(',', '.'))
      await press(page.getByRole('dialog').getByRole('button', { name: t.topup.button }))
      await expect(page.getByText(t.topup.done)).toContainText(amount(before + 20, 2))
      await expect(field(t.topup.pin)).toHaveValue('')
      await expect(page.locator('.amount')).toContainText([`+${amount(20, 2)}`, t.operation.word.refused])
      expect(sent('topup').map((r) => [r.method, r.url, r.body])).toEqual([
        ['POST', '/api/rest/v2/?topup', 'pin=999999'],
        ['POST', '/api/rest/v2/?topup', 'pin=0012345678'],
      ])
      await type(field(t.topup.pin), '0012345678')
      await page.keyboard.press('Enter')
      await press(page.getByRole('dialog').getByRole('button', { name: t.topup.button }))
      await expect(page.getByRole('dialog', { name: t.topup.againTitle })).toBeVisible()
      await page.keyboard.press('Escape')
      expect(sent('topup')).toHaveLength(2)
    })

    test('own phone, price of both legs, started, stopped @webcallback', async () => {
      await open('callback')
      await type(field(t.callback.phoneNumber), '+49 171 3920042')
      await type(field(t.callback.phoneName), 'Mobile')
      await page.keyboard.press('Enter')
      await type(field(t.callback.to), '+44 20 7946 0958')
      await expect(page.getByText(amount(0.1739, 4))).toBeVisible()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toContainText(amount(0.1739, 4))
      await press(page.getByRole('dialog').getByRole('button', { name: t.cb.start }))
      await expect(page.getByText(t.cb.accepted)).toBeVisible()
      expect(sent('webcallback').at(-1)?.body).toBe('act=trycallback&aNumber=00491713920042&bNumber=00442079460958')
      await press(button(t.cb.stop))
      await expect(page.getByText(t.operation.word.stopped)).toBeVisible()
      expect(sandbox.provider.services.callbacks.at(-1)?.stopped).toBe(true)
      await type(field(t.callback.to), '+49 171 3920042')
      await page.keyboard.press('Enter')
      await press(page.getByRole('dialog').getByRole('button', { name: t.cb.start }))
      await expect(page.getByText(t.error['same-number'])).toBeVisible()
      expect(sent('webcallback')).toHaveLength(2)
    })

    test('recipient checked, parts estimated, sent once @sms @number-check', async () => {
      await open('sms')
      await type(field(t.sms.to), '+49 171 3920042')
      await press(button(t.check.button))
      await expect(page.getByText('Germany, mobile')).toBeVisible()
      expect(sent('number-check').at(-1)?.url).toBe('/api/rest/v3/number-check?prefix=49&number=1713920042')
      // an answer that failed takes the place of the one before
      sandbox.provider.override = () => ({ text: refuse(403, 'not now') })
      await press(button(t.check.button))
      await expect(page.getByText(t.error['not-allowed'])).toBeVisible()
      await expect(page.getByText('Germany, mobile')).toHaveCount(0)
      sandbox.provider.override = null
      await type(field(t.sms.text), 'Grüße & 100 %')
      await press(button(t.sms.send))
      await press(page.getByRole('dialog').getByRole('button', { name: t.sms.send }))
      await expect(page.getByText(t.sms.done)).toBeVisible()
      expect(sent('sms').map((r) => r.body)).toEqual(['act=sendSms&phonenumbers=00491713920042&message=Gr%C3%BC%C3%9Fe+%26+100+%25'])
    })

    test('access numbers by country stay readable without the provider @onlinecallthrough', async () => {
      await open('access')
      await expect(page.getByText('+49 30 123450')).toBeVisible()
      sandbox.provider.override = () => ({ text: '', drop: true })
      await press(button(t.access.read))
      await expect(page.getByText(t.error['provider-unreachable'])).toBeVisible()
      await expect(page.getByText('+49 30 123450')).toBeVisible()
    })

    test('an account without access, the area’s own sign-in, then the whole life of a card @mycard-v2 @login', async () => {
      sandbox.provider.services.reseller = 'reseller'
      await open('cards')
      await type(page.getByPlaceholder(t.cards.number), '+49 176 04069095')
      await page.keyboard.press('Enter')
      await expect(page.getByText(t.reseller.refused.cards)).toBeVisible()
      await press(button(t.reseller.enter.cards))
      const area = page.getByRole('group', { name: t.nav.cards })
      await type(area.getByLabel(t.reseller.user, { exact: true }), 'reseller')
      await type(area.getByLabel(t.reseller.password, { exact: true }), 'made-up-and-wrong')
      await page.keyboard.press('Enter')
      await expect(page.getByText(t.error['wrong-credentials'])).toBeVisible()
      await type(area.getByLabel(t.reseller.password, { exact: true }), 'made-up-Reseller-1')
      await page.keyboard.press('Enter')
      await expect(page.getByText(t.reseller.signedIn.replace('{user}', 'reseller'))).toBeVisible()
      await type(field(t.reseller.realm), sandbox.provider.services.realm)
      await page.keyboard.press('Enter')
      await open('cards')
      await press(button(t.cards.new))
      const dialog = page.getByRole('dialog')
      await type(dialog.getByLabel(t.cards.newFor, { exact: true }), '+49 176 04069095')
      await type(dialog.getByLabel(t.cards.customer, { exact: true }), 'Jürgen')
      await type(dialog.getByLabel(t.cards.amount.replace('{currency}', 'EUR'), { exact: true }), '5,00')
      await press(
        dialog.getByRole('button', { name: t.cards.create.replace('{amount}', amount(5, 2)).replaceAll(' ', '\u00a0').replaceAll('\u00a0', ' ') }),
      )
      const pane = page.locator('.detail-pane')
      await expect(pane).toContainText(t.card.usable)
      expect(sent('mycard-v2').at(-1)?.body).toContain('act=insert&Telefon=4917604069095&Kunde=J%C3%BCrgen&Amount=5.00')
      await press(pane.getByRole('button', { name: t.cards.showPin }))
      await expect(pane).toContainText('904069095')
      await press(pane.getByRole('button', { name: t.cards.copyPin }))
      await expect(pane).toContainText(t.cards.copied)
      await press(pane.getByRole('button', { name: t.card.block }))
      await expect(pane.locator('.chip')).toContainText(t.card.blocked)
      await press(pane.getByRole('button', { name: t.card.unblock }))
      await expect(pane.locator('.chip')).toContainText(t.card.usable)
      await press(pane.getByRole('button', { name: t.card.move }))
      await type(pane.getByLabel(t.cards.newNumber, { exact: true }), '+49 176 04069096')
      await page.keyboard.press('Enter')
      await expect(pane).toContainText('04069096')
      await press(pane.getByRole('button', { name: t.cards.activate }).first())
      await type(pane.getByLabel(t.cards.pin, { exact: true }), '904069095')
      await page.keyboard.press('Enter')
      await expect.poll(() => sent('mycard-v2').at(-1)?.body).toContain('act=activateMyCard')
      await press(pane.getByRole('button', { name: t.card.disable }))
      await type(page.getByLabel(t.cards.lastFour, { exact: true }), '9096')
      await press(page.getByRole('dialog').getByRole('button', { name: t.card.disable }))
      await expect(pane.locator('.chip')).toContainText(t.card.disabled)
      expect(sandbox.provider.services.cards.get('4917604069096')).toMatchObject({ disabled: true, active: false })
    })

    test('callshop records with totals, and a refusal that names the way out @cdr-callshop', async () => {
      const row = {
        caller: '00493019991390875',
        callee: '0049179123456',
        duration: '4',
        billingduration: '60',
        comment: 'Germany Mobile',
        amount: '0,0012',
        amounttax: '0,0014',
      }
      sandbox.provider.services.callshop.push(...[1, 2, 3].map(() => ({ ...row, data: `${today} 12:00:00.000` })))
      sandbox.provider.services.reseller = null
      await open('callshop')
      await press(button(t.callshop.read))
      await expect(page.locator('tbody tr')).toHaveCount(3)
      await expect(page.locator('tfoot')).toContainText(amount(0.0036, 4))
      expect(sent('cdr-callshop').at(-1)?.url).toMatch(/\?cdr-callshop&from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/)
      sandbox.provider.services.reseller = 'somebody else'
      await press(button(t.callshop.read))
      await expect(page.getByText(t.reseller.refused.callshop)).toBeVisible()
      await expect(page.locator('tbody tr')).toHaveCount(3)
    })
  })
}
