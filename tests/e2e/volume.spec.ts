import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from '../sandbox/index.ts'
import { refuse } from '../sandbox/reply.ts'
import type { App } from '../support/app.ts'
import { axeFindings } from '../support/axe.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { languagesOf } from '../support/languages.ts'
import { moveToNoon } from '../support/noon.ts'
import { credentials, sharedScope, signInDirectly, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, type Locator, type Page, test } from '../support/test.ts'

// Lists of rates, many cards and a callshop's desk, as a reseller works with them: by keyboard alone; in English too in `test:long`.
for (const { locale: language, t } of languagesOf('de')) {
  test.describe(language, () => {
    const scope = sharedScope()
    let sandbox: Sandbox
    let app: App
    let page: Page
    /** The provider's date. */
    let today: string
    let folder: string

    test.beforeAll(async () => {
      folder = temporaryFolder(scope, 'dialdesk-volume')
      ;({ sandbox, app, page } = await startApp(scope, { language }))
      await signInDirectly(page, credentials(sandbox))
      await page.getByRole('button', { name: t.cert.no }).click()
      today = await moveToNoon(page, sandbox)
      // the system's dialogs cannot be driven: where they would save, what they would open, and that the user says yes is given
      await app.electron.evaluate(({ dialog }, to) => {
        dialog.showSaveDialog = (async (...args: { defaultPath?: string }[]) => ({
          canceled: false,
          filePath: `${to}/${args.at(-1)?.defaultPath}`,
        })) as never
        dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [`${to}/list.csv`] })) as never
        dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
      }, folder)
    })
    test.afterEach(() => {
      sandbox.provider.override = null
    })

    const button = (name: string, within: Page | Locator = page) => within.getByRole('button', { name, exact: true })
    const { tabTo, press, pick } = byKeyboard(() => page)
    const type = async (target: Locator, text: string): Promise<void> => {
      await tabTo(target)
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    }
    /** Backwards, as the navigation comes before the screens and their long tables. */
    const open = async (screen: 'rates' | 'cards' | 'callshop'): Promise<void> => {
      const entry = page.locator('nav.side').getByRole('button', { name: new RegExp(`^${t.nav[screen]}(,|$)`) })
      for (let i = 0; i < 80 && !(await entry.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('Shift+Tab')
      await expect(entry).toBeFocused()
      await page.keyboard.press('Enter')
    }
    /** Goes to a choice of a row of choices by its arrows. */
    const choose = async (group: string, name: string): Promise<void> => {
      const choices = page.getByRole('radiogroup', { name: group, exact: true })
      await tabTo(choices.getByRole('radio', { checked: true }))
      for (let i = 0; i < 6 && !(await choices.getByRole('radio', { name }).isChecked()); i++) await page.keyboard.press('ArrowRight')
      await expect(choices.getByRole('radio', { name })).toBeChecked()
    }
    const amount = (n: number, digits = 2): string =>
      new Intl.NumberFormat(language.slice(0, 2), { style: 'currency', currency: 'EUR', minimumFractionDigits: digits })
        .format(n)
        .replaceAll('\u00a0', ' ')
    const savedAs = async (): Promise<string> => {
      const saved = page.getByText(t.calls.saved.replace('{path}', folder))
      await expect(saved).toBeVisible()
      return (await saved.innerText()).replace(t.calls.saved.replace('{path}', ''), '')
    }
    const sent = (module: string, part = '') => sandbox.provider.requests.filter((r) => r.module === module && `${r.url} ${r.body}`.includes(part))

    test('a list of rates from a file: bad lines marked, kept under a name, asked again with what changed, saved @rates', async () => {
      writeFileSync(join(folder, 'list.csv'), 'Name;Telefon\nA;+49 30 1234567\nB;nobody\nC;+44 7700 900123\nD;030 12\n')
      await open('rates')
      await press(button(t.rates.open))
      const field = page.getByLabel(t.rates.label, { exact: true })
      await expect(field).toHaveValue('+49 30 1234567\nnobody\n+44 7700 900123\n030 12')
      await expect(page.locator('mark')).toHaveText(['nobody', '030 12'])
      await expect(page.getByText(t.rates.problem['too-short'].replace('{line}', '4').replace('{text}', '030 12'))).toBeVisible()
      await press(button(t.rates.goTo.replace('{line}', '2')))
      await expect(field).toBeFocused()
      expect(await field.evaluate((e: HTMLTextAreaElement) => e.value.slice(e.selectionStart, e.selectionEnd))).toBe('nobody')
      await press(button(t.rates.removeBad_other.replace('{count}', '2')))
      await expect(page.locator('mark')).toHaveCount(0)
      await press(button(t.rates.button_other.replace('{count}', '2')))
      const row = (text: string) => page.locator('tbody tr', { hasText: text })
      await expect(row('7700 900123')).toContainText(amount(0.089, 4))
      expect(await axeFindings(page)).toEqual([])

      await choose(t.rates.view, t.rates.views.lists)
      await press(page.getByRole('button', { name: new RegExp(`^${t.rates.keepAs}:`) }).first())
      await page.keyboard.type('Suppliers')
      await page.keyboard.press('Enter')
      await expect(page.locator('[data-list]', { hasText: 'Suppliers' })).toBeVisible()
      // one of the prices is another one now
      sandbox.provider.override = ({ module }, normal) => (module === 'rates' ? { text: normal().replace('0,0890', '0,0950') } : null)
      await press(button(`${t.rates.again}: Suppliers`))
      await expect(page.getByText(t.rates.changed_one.replace('{count}', '1'))).toBeVisible()
      await expect(row('7700 900123')).toContainText(amount(0.089, 4))
      await expect(row('7700 900123')).toContainText(t.rates.change.dearer)
      await press(button(t.calls.csv))
      const csv = readFileSync(await savedAs(), 'utf8')
      expect(csv).toContain(language === 'de-DE' ? '0,0950;0,0890;EUR' : '0.0950,0.0890,EUR')
      // what a page copies is not read by other programs on every host
      await page.evaluate(() => {
        navigator.clipboard.writeText = async (text) => void Object.assign(window, { copied: text })
      })
      await press(button(t.rates.copy))
      await expect(page.getByText(t.rates.copied_other.replace('{count}', '2'))).toBeVisible()
      expect(await page.evaluate(() => (window as unknown as { copied: string }).copied)).toContain(
        '+44\u00a07700\u00a0900123\tUnited Kingdom, mobile',
      )
      // a country has the prices that were answered here, and no other
      await choose(t.rates.view, t.rates.views.known)
      await expect(page.locator('tbody tr')).toHaveCount(2)
      const country = page.getByRole('combobox', { name: t.rates.country })
      await type(country, 'Fran')
      await expect(page.getByText(t.rates.countryUnknown)).toBeVisible()
    })
    test('a look-up of many rates says how far it is, stops, and goes on with the rest @rates', async () => {
      const before = sent('rates').length
      const asked = () => sent('rates').length - before
      // slow from the second request on, so that there is something to stop
      sandbox.provider.override = ({ module }, normal) => (module === 'rates' && asked() > 1 ? { text: normal(), delay: 3000 } : null)
      await open('rates')
      const field = page.getByLabel(t.rates.label, { exact: true })
      await field.fill(Array.from({ length: 100 }, (_, i) => `+49 30 ${2_000_000 + i}`).join('\n'))
      await press(button(t.rates.button_other.replace('{count}', '100')))
      await press(button(t.rates.stop))
      const left = page.getByText(new RegExp(t.rates.missing_other.replace('{count}', '\\d+')))
      await expect(left).toBeVisible()
      const first = asked()
      await expect(left).toHaveText(t.rates.missing_other.replace('{count}', String(100 - 20 * first)))
      sandbox.provider.override = null
      await press(button(t.rates.goOn))
      // each is asked once
      await expect.poll(asked).toBe(5)
      await expect(left).toHaveCount(0)
      const urls = sent('rates').map(({ url }) => url)
      expect(new Set(urls.slice(before)).size).toBe(5)
    })
    test('cards from a file: one question with the sum and the list, a report, then found, sorted, saved, printed, removed @mycard-v2', async () => {
      const cli = (i: number): string => `49171${(language === 'de-DE' ? 5_000_000 : 4_000_000) + i}`
      const rows = Array.from({ length: 24 }, (_, i) => `+${cli(i)};Kunde ${i};${i === 3 ? '7,50' : ''}`)
      writeFileSync(join(folder, 'list.csv'), ['Nummer;Kunde;Betrag', ...rows, 'nobody;;', `+${cli(0)};;`].join('\n'))
      await open('cards')
      await press(button(t.cards.many))
      await press(button(t.rates.open))
      await type(page.getByLabel(t.cards.amount.replace('{currency}', 'EUR'), { exact: true }), '5')
      await expect(page.getByText(t.cards.leftOut_other.replace('{count}', '2'))).toBeVisible()
      await expect(page.locator('[data-problem=number]')).toContainText(t.cards.problem.number)
      await expect(page.locator('[data-problem=twice]')).toContainText(t.cards.problem.twice.replace('{line}', '2'))
      await tabTo(page.getByRole('switch', { name: t.cards.bySms }))
      await page.keyboard.press('Space')
      await type(page.getByLabel(t.cards.smsText, { exact: true }), 'Karte ')
      await press(button(t.cards.insert.replace('{placeholder}', '{name}')))
      await expect(page.getByText(t.cards.smsSample.replace('{text}', 'Karte Kunde 0'))).toBeVisible()
      await expect(page.getByText(t.sms.left_other.replace('{count}', String(160 - 'Karte Kunde 0'.length)))).toBeVisible()
      expect(await axeFindings(page)).toEqual([])
      const total = amount(23 * 5 + 7.5)
      const create = t.cards.createMany_other.replace('{count}', '24').replace('{total}', total)
      await press(page.getByRole('button', { name: create }))
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText(t.cards.askTitle_other.replace('{count}', '24').replace('{total}', total))
      await expect(dialog.locator('tbody tr', { hasText: 'Kunde 0' })).toBeVisible()
      expect(sent('mycard-v2', 'act=insert').length).toBe(0)
      // one of them is refused by the provider, one reply is lost
      sandbox.provider.override = ({ body }, normal) => {
        if (!body.includes('act=insert')) return null
        if (body.includes(cli(5))) return { text: refuse(1300, 'made-up reason') }
        return body.includes(cli(7)) ? { text: normal(), drop: true } : null
      }
      await press(dialog.getByRole('button', { name: create }))
      await expect(page.getByText(t.cards.created_other.replace('{done}', '22').replace('{count}', '24')).first()).toBeVisible()
      await expect(page.locator('tbody tr', { hasText: 'Kunde 5' })).toContainText('made-up reason')
      sandbox.provider.override = null
      await press(button(t.cards.checkMany_one.replace('{count}', '1')))
      await expect(page.getByText(t.cards.created_other.replace('{done}', '23').replace('{count}', '24')).first()).toBeVisible()
      await press(button(t.cards.sendAgain_one.replace('{count}', '1')))
      await expect(page.getByText(t.cards.created_other.replace('{done}', '24').replace('{count}', '24')).first()).toBeVisible()
      const inserts = sent('mycard-v2', 'act=insert')
      expect(inserts.length).toBe(25)
      expect(inserts[0]?.body).toContain('sendSmsInfo=1&smsinfo_message=Karte+Kunde+0')
      expect(sandbox.provider.services.cards.get(cli(3))?.amount).toBe(75_000)
      expect(await axeFindings(page)).toEqual([])
      await press(button(t.calls.csv))
      expect(
        readFileSync(await savedAs(), 'utf8')
          .split('\r\n')
          .filter(Boolean),
      ).toHaveLength(25)
      await press(button(t.cards.back))
      // the list of cards
      await type(page.getByLabel(t.cards.search, { exact: true }), 'Kunde 1')
      const numbers = page.locator('[data-row]')
      await expect(numbers).toHaveCount(11)
      await press(button(t.cards.column.customer))
      await press(button(t.cards.column.customer))
      await expect(page.locator('tbody tr').first()).toContainText('Kunde 19')
      sandbox.provider.services.cards.delete(cli(1))
      await press(button(t.cards.checkAll))
      await expect(page.getByText(t.cards.checkedMany_other.replace('{count}', '11'))).toContainText(cli(1).slice(-4))
      expect(sent('mycard-v2', 'act=show').length).toBe(12)
      await press(button(t.cards.more))
      // the menu takes the focus a moment after it opens
      const item = page.getByRole('menuitem', { name: t.calls.csv })
      for (let i = 0; i < 4 && !(await item.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      const list = readFileSync(await savedAs(), 'utf8')
      expect(list.split('\r\n').filter(Boolean)).toHaveLength(12)
      for (const { pin } of sandbox.provider.services.cards.values()) expect(list).not.toContain(pin)
      await press(numbers.first())
      const pane = page.locator('.detail-pane')
      await expect(pane.getByRole('button', { name: t.cards.enterRealm })).toBeVisible()
      await press(pane.getByRole('button', { name: t.cards.slip }))
      await tabTo(page.getByRole('switch', { name: t.cards.slipPin }))
      await page.keyboard.press('Space')
      await press(page.getByRole('dialog').getByRole('button', { name: t.cards.saveSlip }))
      await expect(pane).toContainText(folder)
      const slip = (await pane.getByRole('status').filter({ hasText: folder }).innerText()).replace(t.calls.saved.replace('{path}', ''), '')
      expect(existsSync(slip)).toBe(true)
      expect(await page.content()).not.toContain(`9${cli(19).slice(-8)}`)
      await press(pane.getByRole('button', { name: t.cards.remove }))
      await press(page.getByRole('dialog').getByRole('button', { name: t.cards.remove }))
      await expect(numbers).toHaveCount(10)
      expect(sandbox.provider.services.cards.has(cli(19))).toBe(true)
      await press(page.locator('[data-row]').first())
      await press(pane.getByRole('button', { name: t.cards.enterRealm }))
      await expect(page.getByLabel(t.reseller.realm, { exact: true })).toBeFocused()
    })
    test('a callshop’s desk: booths with names, the shop’s own prices, refreshed while in view, a receipt @cdr-callshop', async () => {
      const record = (booth: number, time: string) => ({
        data: `${today} ${time}.000`,
        caller: `0049301999000${booth}`,
        callee: '0049179123456',
        duration: '50',
        billingduration: '60',
        comment: 'Germany Mobile',
        amount: '0,1000',
        amounttax: '0,1190',
      })
      const { callshop } = sandbox.provider.services
      callshop.push(record(1, '00:00:01'), record(1, '00:00:02'), record(2, '00:00:03'))
      await open('callshop')
      await choose(t.booth.view, t.booth.views.desk)
      await press(button(t.callshop.read))
      const booths = page.locator('.one-pane tbody tr')
      await expect(booths).toHaveCount(2)
      await press(button(t.booth.prices))
      const dialog = page.getByRole('dialog')
      await type(dialog.getByLabel(t.booth.shopName, { exact: true }), 'Shop & Co')
      await tabTo(dialog.getByRole('radio', { checked: true }))
      await page.keyboard.press('ArrowDown')
      await type(dialog.getByLabel(t.booth.percent, { exact: true }), '50')
      await tabTo(dialog.getByRole('combobox', { name: t.booth.rounding }))
      await pick(page.getByRole('option', { name: amount(0.01, 2) }))
      expect(await axeFindings(page)).toEqual([])
      await press(button(t.booth.savePrices, dialog))
      await expect(page.locator('tfoot')).toContainText(amount(0.54, 4))
      await expect(page.locator('tfoot')).toContainText(amount(0.357, 4))
      // another call comes without anybody asking
      callshop.push(record(2, '00:00:04'))
      await tabTo(page.getByRole('combobox', { name: t.booth.refreshEvery }))
      await pick(page.getByRole('option', { name: t.booth.every.replace('{n}', '15') }))
      await expect(page.getByRole('combobox', { name: t.booth.refreshEvery })).toHaveValue(t.booth.every.replace('{n}', '15'))
      await expect(page.locator('tfoot')).toContainText(amount(0.72, 4), { timeout: 40_000 })
      await tabTo(page.locator('[data-row]').first())
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      const pane = page.locator('.detail-pane')
      await type(pane.getByLabel(t.booth.boothName, { exact: true }), 'Left')
      await page.keyboard.press('Enter')
      await expect(booths.filter({ hasText: 'Left' })).toContainText('1999')
      await expect(pane.locator('tbody tr')).toHaveCount(2)
      await expect(pane.locator('tbody tr').first()).toContainText(amount(0.18, 4))
      expect(await axeFindings(page)).toEqual([])
      await press(pane.getByRole('button', { name: t.booth.receipt }))
      await expect(pane).toContainText(folder)
      const path = (await pane.getByRole('status').filter({ hasText: folder }).innerText()).replace(t.calls.saved.replace('{path}', ''), '')
      expect(readFileSync(path).length).toBeGreaterThan(500)
      await expect(pane.getByRole('button', { name: t.booth.receipt })).toBeDisabled()
      await expect(booths.filter({ hasText: 'Left' })).toContainText('–')
    })
  })
}
