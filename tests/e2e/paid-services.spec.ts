import { readFileSync } from 'node:fs'
import type { Sandbox } from '../sandbox/index.ts'
import { refuse } from '../sandbox/reply.ts'
import type { App } from '../support/app.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { languagesOf } from '../support/languages.ts'
import { addAccount, credentials, forgetAccounts, signInDirectly, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, type Locator, type Page, test } from '../support/test.ts'
import { withApp } from '../support/with-app.ts'

// What costs money from one end to the other, by keyboard alone, in English too in `test:long`: whom it goes to, what it costs, what became of it.
let sandbox: Sandbox
let app: App
let page: Page
let downloads: string
withApp(startApp, async (started, scope) => {
  ;({ sandbox, app, page } = started)
  downloads = temporaryFolder(scope, 'dialdesk-sent')
  // the system's dialog cannot be driven: where it would save is given
  await app.electron.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: `${folder}/sent.csv` })) as never
  }, downloads)
})
test.afterEach(() => {
  sandbox.provider.override = null
})

const { tabTo, press, pick } = byKeyboard(() => page)
const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })
const field = (name: string): Locator => page.getByLabel(name, { exact: true })
const dialog = (): Locator => page.getByRole('dialog')
const type = async (target: Locator, text: string): Promise<void> => {
  await tabTo(target)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}
const sent = (module: string) => sandbox.provider.requests.filter((r) => r.module === module && r.method === 'POST')
const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values).reduce((result, [name, value]) => result.replaceAll(`{${name}}`, String(value)), text)
/** Copies as another program would, and counts how often the app looks into the clipboard from then on. */
const copy = (text: string): Promise<void> =>
  app.electron.evaluate(({ clipboard }, copied) => {
    const read = { count: 0 }
    Object.assign(globalThis, { clipboardRead: read })
    clipboard.readText = (() => {
      read.count += 1
      return copied
    }) as never
  }, text)
const clipboardReads = (): Promise<number> =>
  app.electron.evaluate(() => (globalThis as never as { clipboardRead: { count: number } }).clipboardRead.count)

for (const { language, t } of languagesOf('de')) {
  test.describe(language, () => {
    const open = async (screen: keyof typeof t.nav): Promise<void> => {
      await press(page.locator('nav.side').getByRole('button', { name: new RegExp(`^${t.nav[screen]}(,|$)`) }))
      const heading = screen === 'settings' ? t.settings.title : t.nav[screen]
      await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible()
    }
    const amount = (n: number, digits = 2): string =>
      new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR', minimumFractionDigits: digits }).format(n)

    test.beforeAll(async () => {
      await page.locator('form').waitFor()
      await page.evaluate((to) => window.dialdesk.settings.change({ language: to, region: 'DE' }), language)
      await signInDirectly(page, credentials(sandbox, addAccount(sandbox, `paid-${language}`, { lines: {} })))
      await expect(page.locator('nav.side')).toBeVisible()
      const contact = {
        id: '00000000-0000-4000-8000-00000000000a',
        name: 'Anna Ünal',
        numbers: [{ kind: 'mobile' as const, number: '+491713920051' }],
        favourite: true,
        note: '',
        groups: [],
        line: null,
        ringtone: null,
        ringsAlways: false,
        blocked: false,
      }
      await page.evaluate((one) => window.dialdesk.contacts.save({ contact: one as never }), contact)
    })
    test.afterAll(async () => {
      await forgetAccounts(page)
    })

    test('an SMS to a contact and two pasted numbers: one confirmation with the total, one request for each, each with its outcome @sms', async () => {
      const before = sent('sms').length
      await open('sms')
      await tabTo(field(t.sms.to))
      await page.keyboard.type('Ünal')
      await page.keyboard.press('Enter')
      await expect(page.locator('.recipients li')).toHaveText(['Anna Ünal'])
      await expect(field(t.sms.to)).toBeFocused()
      await page.keyboard.type('0171 3920052;')
      await page.keyboard.type('+44 20 7946 0018')
      await type(field(t.sms.text), 'Grüße\nzum Fest')
      await press(button(t.sms.saveTemplate))
      await expect(page.getByRole('combobox', { name: t.sms.template })).toHaveValue('Grüße zum Fest')
      await press(button(fill(t.sms.sendTo_other, { count: 3 })))
      await expect(dialog().getByRole('listitem')).toHaveText([/Anna Ünal/, /171.3920052/, /20.7946.0018/])
      await expect(dialog()).toContainText(fill(t.sms.total_other, { count: 3 }))
      await expect(dialog()).toContainText(t.sms.noEstimate)
      // No is the first choice
      await page.keyboard.press('Enter')
      await expect(dialog()).toHaveCount(0)
      expect(sent('sms')).toHaveLength(before)
      await press(button(fill(t.sms.sendTo_other, { count: 3 })))
      await press(dialog().getByRole('button', { name: fill(t.sms.sendTo_other, { count: 3 }) }))
      await expect(page.getByText(fill(t.sms.accepted_other, { done: 3, count: 3 }))).toBeVisible()
      const text = 'Gr%C3%BC%C3%9Fe%0Azum+Fest'
      expect(
        sent('sms')
          .slice(before)
          .map(({ body }) => body),
      ).toEqual(['00491713920051', '01713920052', '00442079460018'].map((number) => `act=sendSms&phonenumbers=${number}&message=${text}`))
      const rows = page.locator('.result-pane .plain-list li')
      await expect(rows).toHaveCount(3)
      await expect(rows.last()).toContainText('Anna Ünal')
      await expect(rows.last()).toContainText('zum Fest')
      await expect(rows.last()).toContainText(t.operation.word.done)
    })

    test('an SMS whose second request breaks: the rest waits, nothing is sent twice, and goes on at a press @sms', async () => {
      await open('sms')
      await press(page.getByRole('combobox', { name: t.sms.template }))
      await pick(page.getByRole('option', { name: 'Grüße zum Fest' }))
      await expect(field(t.sms.text)).toHaveValue('Grüße\nzum Fest')
      await type(field(t.sms.to), '+49 171 3920061, +49 171 3920062, +49 171 3920063')
      await page.keyboard.press('Enter')
      await expect(page.locator('.recipients li')).toHaveCount(3)
      const before = sent('sms').length
      sandbox.provider.override = ({ module, body }, normal) => (module === 'sms' && body.includes('3920062') ? { text: normal(), drop: true } : null)
      await press(button(fill(t.sms.sendTo_other, { count: 3 })))
      // what the SMS before cost is known by now
      await expect(dialog()).toContainText(fill(t.sms.estimate, { amount: amount(0.27) }))
      await press(dialog().getByRole('button', { name: fill(t.sms.sendTo_other, { count: 3 }) }))
      const mailing = page.locator('.mailing')
      await expect(mailing).toContainText(fill(t.sms.stopped_other, { done: 2, count: 3 }))
      await expect(mailing).toContainText('171 3920063')
      sandbox.provider.override = null
      await press(mailing.getByRole('button', { name: fill(t.sms.sendRest_one, { count: 1 }) }))
      await expect(mailing).toHaveCount(0)
      const numbers = sent('sms')
        .slice(before)
        .map(({ body }) => /phonenumbers=(\d+)/.exec(body)?.[1])
      expect(numbers).toEqual(['00491713920061', '00491713920062', '00491713920063'])
      await expect(page.locator('.result-pane .plain-list li').filter({ hasText: '3920062' })).toContainText(t.operation.word.unknown)
    })

    test('a callback with a phone for once: both prices, stopped as documented, what was billed, and again with the same phones @webcallback @cdrs', async () => {
      await open('callback')
      await type(field(t.callback.phoneNumber), '+49 171 3920042')
      await press(button(t.callback.useOnce))
      await expect(field(t.callback.oncePhone)).toHaveValue('+49 171 3920042')
      await type(field(t.callback.to), '+44 20 7946 0958')
      await expect(page.getByText(amount(0.1739, 4)).first()).toBeVisible()
      await page.keyboard.press('Enter')
      await expect(dialog()).toContainText(amount(0.1739, 4))
      await press(dialog().getByRole('button', { name: t.cb.start }))
      await expect(page.getByText(t.cb.accepted)).toBeVisible()
      const { id } = sandbox.provider.services.callbacks.at(-1) ?? { id: '' }
      await press(button(t.cb.stop))
      const earlier = page.getByRole('list', { name: t.callback.earlier }).getByRole('listitem')
      await expect(earlier).toContainText(t.operation.word.stopped)
      expect(
        sent('webcallback')
          .slice(-2)
          .map(({ body }) => body),
      ).toEqual(['act=trycallback&aNumber=00491713920042&bNumber=00442079460958', `act=stopcallback&callId=${id}&callerId=${id}`])
      await expect(earlier).toContainText(/171.3920042/)
      // the records are read without being asked for a while after it ended
      await expect(earlier).toContainText(fill(t.callback.billedCost_other, { amount: amount(0.2069, 4) }), { timeout: 60_000 })
      const started = sandbox.provider.services.callbacks.length
      await type(field(t.callback.to), '')
      await press(earlier.getByRole('button', { name: new RegExp(`^${t.callback.again}`) }))
      await expect(field(t.callback.oncePhone)).toHaveValue(/171\s?3920042/)
      await expect(field(t.callback.to)).toHaveValue('+44 20 7946 0958')
      await expect(button(t.cb.start)).toBeFocused()
      // nothing begins by that alone
      expect(sandbox.provider.services.callbacks).toHaveLength(started)
    })

    test('the question about a copied number, and the tray, lead to a callback to it; where the screen is open, too @webcallback', async () => {
      await page.evaluate(() => window.dialdesk.billing.setOwnPhones({ phones: [{ label: 'Mobile', number: '+491713920042' }] }))
      await copy('+44 20 7946 0777')
      await app.electron.evaluate(({ clipboard }) => {
        Object.assign(clipboard.selection ?? {}, { readText: async () => '' })
      })
      await page.evaluate(() => window.dialdesk.desktop.dialClipboard())
      await expect(dialog()).toContainText('20 7946 0777')
      await press(dialog().getByRole('button', { name: t.link.callback }))
      await expect(field(t.callback.to)).toHaveValue(/7946\s?0777/)
      const submenu = language === 'de' ? 'Web-Rückruf' : 'Web callback'
      await app.electron.evaluate((_, label) => {
        // biome-ignore lint/suspicious/noExplicitAny: what the recorder kept, in the main process
        const { items } = (globalThis as any).__recorder.tray.setContextMenu
        const menu = items.find((item: { label: string }) => item.label === label)
        menu.submenu.items.find((item: { label: string }) => item.label === 'Anna Ünal').click()
      }, submenu)
      await expect(field(t.callback.to)).toHaveValue('+491713920051')
    })

    test('top up from the tray: in the PIN field at once, a copied PIN on request alone, by month with its sum, refused ones with why @topup', async () => {
      const pin = language === 'en' ? '5500000001' : '5500000002'
      sandbox.provider.services.pins.set(pin, 100_000)
      await copy(`Voucher\nPIN ${pin.slice(0, 4)} ${pin.slice(4)}`)
      await app.electron.evaluate(
        (_, label) => {
          // biome-ignore lint/suspicious/noExplicitAny: what the recorder kept, in the main process
          const { items } = (globalThis as any).__recorder.tray.setContextMenu
          items.find((item: { label: string }) => item.label?.startsWith(label)).click()
        },
        language === 'de' ? 'Aufladen' : 'Top up',
      )
      await expect(field(t.topup.pin)).toBeFocused()
      await expect(field(t.topup.pin)).toHaveValue('')
      expect(await clipboardReads()).toBe(0)
      await press(button(t.topup.fromClipboard))
      await expect(field(t.topup.pin)).toHaveValue(pin)
      await expect(field(t.topup.pin)).toBeFocused()
      expect(await clipboardReads()).toBe(1)
      await expect(button(t.topup.button)).toBeEnabled()
      await page.keyboard.press('Enter')
      await press(dialog().getByRole('button', { name: t.topup.button }))
      await expect(page.getByText(t.topup.done)).toBeVisible()
      const monthName = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format()
      const month = page.getByRole('list', { name: monthName })
      await expect(page.locator('.day').filter({ hasText: monthName })).toContainText(`+${amount(10)}`)
      sandbox.provider.override = ({ module, body }) =>
        module === 'topup' ? { text: refuse(1299, `PIN ${/pin=(\w+)/.exec(body)?.[1]} was blocked`) } : null
      await type(field(t.topup.pin), '8800 0000 07')
      await page.keyboard.press('Enter')
      await press(dialog().getByRole('button', { name: t.topup.button }))
      await expect(month.getByRole('listitem').first()).toContainText('PIN ••• was blocked (1299)')
      await expect(page.locator('main').getByText('8800000007')).toHaveCount(0)
      await copy('nothing of the kind')
      await press(button(t.topup.fromClipboard))
      await expect(page.getByText(t.topup.noneCopied)).toBeVisible()
      await type(field(t.desk.limit), language === 'de' ? '3,50' : '3.50')
      await page.keyboard.press('Enter')
      await expect
        .poll(() => page.evaluate(() => window.dialdesk.app.snapshot().then((s) => s.ok && s.value.state.settings.desktop.lowBalance)))
        .toBe(35_000)
    })

    test('everything that was sent is in one list with outcome, reason and balances, by kind, and in a CSV, without a PIN or a whole text', async () => {
      await open('topup')
      await press(button(t.sent.open))
      await expect(page.getByRole('heading', { name: t.sent.title, exact: true })).toBeFocused()
      const rows = page.locator('.sent-list > li')
      // six SMS, two top-ups, a callback
      await expect(rows).toHaveCount(9)
      await expect(rows.nth(0)).toContainText('PIN ••• was blocked (1299)')
      await expect(rows.nth(1)).toContainText(t.sent.after.replace('{amount}', ''))
      await expect(rows.filter({ hasText: t.sent.kinds.callback })).toContainText(fill(t.callback.billedCost_other, { amount: amount(0.2069, 4) }))
      await press(page.getByRole('combobox', { name: t.sent.kind }))
      await pick(page.getByRole('option', { name: t.sent.kinds.topup }))
      await expect(rows).toHaveCount(2)
      await press(button(t.calls.csv))
      await expect(page.getByText(`${downloads}/sent.csv`)).toBeVisible()
      const csv = readFileSync(`${downloads}/sent.csv`, 'utf8').trimEnd().split('\r\n')
      expect(csv).toHaveLength(3)
      expect(csv[0]).toContain(language === 'de' ? 'Gesendet;Art;Nummer' : 'Sent,Type,Number')
      expect(csv.join()).not.toContain('8800000007')
      expect(csv.join()).not.toContain('550000000')
    })
  })
}
