import { practice } from '../sandbox/index.ts'
import { axeFindings } from '../support/axe.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { beyondTheWindow } from '../support/page-faults.ts'
import { addAccount, credentials, forgetAccounts, type SetUp, sharedScope, signInDirectly, startApp } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'

// One app, in the first of the looks below; what each test signs in with is forgotten behind it.
const shared = sharedScope()
let first: SetUp
test.beforeAll(async () => {
  first = await startApp(shared, { language: 'de-DE', colorScheme: 'dark' })
})
test.afterEach(async () => {
  const { page } = first
  await page.evaluate(() => window.dialdesk.settings.change({ language: 'system' }))
  await forgetAccounts(page)
})

async function expectNoFindings(page: Page, screen: string): Promise<void> {
  expect((await axeFindings(page)).map((what) => `${screen}: ${what}`)).toEqual([])
}

const words = {
  'en-US': {
    trust: 'Trust for this line',
    phone: 'Phone',
    settings: ['Account', 'Lines', 'Audio', 'Calls and recording', 'Reseller', 'Desktop', 'Language and appearance', 'About'],
    screens: ['Calls', 'Contacts', 'Diagnostics', 'Rates', 'Web callback', 'Top up', 'SMS', 'Access numbers', 'Calling cards', 'Callshop records'],
    nav: 'Settings',
    field: 'Number or name',
    connected: 'Connected',
    end: 'End call',
    answer: 'Answer',
    edit: 'Edit: office',
    transfer: 'Transfer',
    add: 'Add call',
    hold: 'Hold and answer',
    conference: 'Conference',
    ask: 'Call 10001 first',
    target: 'Name or number',
    record: 'Record',
    notRecord: 'Do not record',
    newContact: 'New contact',
    check: 'Check now',
    globalKeys: 'Shortcuts in all programs',
    doNotCall: 'Do not call',
    help: 'Help for this screen',
    menus: [/^Line: /, /^Account$/, /^Choose line$/],
  },
  'de-DE': {
    trust: 'Für diese Leitung vertrauen',
    phone: 'Telefon',
    settings: ['Konto', 'Leitungen', 'Audio', 'Anrufe und Aufnahme', 'Reseller', 'Desktop', 'Sprache und Darstellung', 'Über'],
    screens: ['Anrufe', 'Kontakte', 'Diagnose', 'Tarife', 'Web-Rückruf', 'Aufladen', 'SMS', 'Einwahlnummern', 'Telefonkarten', 'Callshop-Anrufe'],
    nav: 'Einstellungen',
    field: 'Nummer oder Name',
    connected: 'Verbunden',
    end: 'Auflegen',
    answer: 'Annehmen',
    edit: 'Bearbeiten: office',
    transfer: 'Weitergeben',
    add: 'Hinzufügen',
    hold: 'Halten und annehmen',
    conference: 'Konferenz',
    ask: 'Erst 10001 anrufen',
    target: 'Name oder Nummer',
    record: 'Aufnehmen',
    notRecord: 'Nicht aufnehmen',
    newContact: 'Neuer Kontakt',
    check: 'Jetzt prüfen',
    globalKeys: 'Tastenkürzel in allen Programmen',
    doNotCall: 'Nicht anrufen',
    help: 'Hilfe zu dieser Ansicht',
    menus: [/^Leitung: /, /^Konto$/, /^Leitung wählen$/],
  },
} as const

// The running app in one of the four looks, in what a page of made-up states has not: menus, dialogs over each other, a call's course. Each state
// of each screen has its axe run in tests/looks. All screens in all four looks, with their pictures, and the other widths, in `test:long`.
const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const everyLook = [
  ['de-DE', 'dark'],
  ['en-US', 'light'],
  ['en-US', 'dark'],
  ['de-DE', 'light'],
] as const
const pairs = long ? everyLook : everyLook.slice(0, 1)
for (const [language, colorScheme] of pairs) {
  test(`axe finds nothing in the running app, ${long ? 'on any screen' : 'in menus, dialogs and calls'}, ${language}, ${colorScheme}`, async ({
    scope,
  }) => {
    test.setTimeout(300_000)
    const t = words[language]
    const isShared = language === everyLook[0][0] && colorScheme === everyLook[0][1]
    const { sandbox } = first
    const { app, page } = isShared ? first : await startApp(scope, { sandbox, language, colorScheme })
    const shot = async (name: string, of = page): Promise<void> => {
      if (long) await of.screenshot({ path: `test-output/screens/${name}-${language}-${colorScheme}.png` })
    }
    await page.locator('form').waitFor()
    await expectNoFindings(page, 'sign-in')
    // our own type, not the component library's: the order of the style sheets is the bundler's to break
    expect(await page.evaluate(() => getComputedStyle(document.body).font)).toMatch(/^13px \/ 20px|^400 13px\/20px|^13px\/20px/)
    await shot('sign-in')
    await signInDirectly(page, credentials(sandbox, addAccount(sandbox, `axe-${language}-${colorScheme}`)))
    await page.getByRole('button', { name: t.trust }).waitFor()
    await expectNoFindings(page, 'certificate')
    await shot('certificate')
    await page.getByRole('button', { name: t.trust }).click()
    for (const section of long ? t.settings : []) {
      await page.locator('.settings-nav').getByRole('button', { name: section, exact: true }).click()
      if (section === t.settings[1]) await page.getByRole('button', { name: t.edit }).click()
      if (section === 'Desktop') await page.getByLabel(t.globalKeys).click()
      await expectNoFindings(page, section)
      await shot(`settings-${t.settings.indexOf(section as never)}`)
    }
    for (const [i, name] of long ? t.screens.entries() : []) {
      await page.locator('nav.side').getByRole('button', { name, exact: true }).click()
      await page.getByRole('heading', { name, exact: true }).first().waitFor()
      await expectNoFindings(page, name)
      await shot(`screen-${i}`)
    }
    await page.getByRole('button', { name: t.phone, exact: true }).click()
    for (const [i, menu] of t.menus.entries()) {
      await page.getByRole('button', { name: menu }).click()
      await page.getByRole('menu').waitFor()
      await expectNoFindings(page, `menu ${i}`)
      await shot(`menu-${i}`)
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'hidden' })
    }
    await page.getByLabel(t.field).fill('+447700900123')
    await expectNoFindings(page, 'phone')
    await shot('phone')
    await page.getByLabel(t.field).fill('112')
    await expectNoFindings(page, 'emergency')
    await page.getByLabel(t.field).fill('10000')
    await page.keyboard.press('Enter')
    await page.getByText(t.connected, { exact: true }).first().waitFor()
    await expectNoFindings(page, 'call')
    await shot('call')
    const buttonNamed = (name: string) => page.getByRole('button', { name, exact: true })
    const state = async (name: string, wait: string): Promise<void> => {
      await page.locator(wait).first().waitFor()
      await expectNoFindings(page, name)
      await shot(name)
    }
    await buttonNamed(t.record).click()
    await state('consent', '[role=dialog]')
    await buttonNamed(t.notRecord).click()
    await buttonNamed(t.add).click()
    await state('add-call', '#add-title')
    await buttonNamed(t.transfer).click()
    await state('transfer', '#transfer-title')
    const second = await sandbox.exchange.callUser('home', { from: '+496990009417' })
    await state('second-call', '.strip.ringing')
    await buttonNamed(t.hold).click()
    await page
      .locator('.strip')
      .getByText(t.connected === 'Connected' ? 'On hold' : 'Gehalten')
      .waitFor()
    await buttonNamed(t.conference).click()
    await state('conference', '.control[aria-pressed=true], .controls-more [aria-pressed=true]')
    second.hangUp()
    await page.locator('.strip').waitFor({ state: 'hidden' })
    const target = page.getByLabel(t.target, { exact: true })
    // the transfer that was begun may still be open
    await expect(async () => {
      if (!(await target.isVisible())) await buttonNamed(t.transfer).click({ timeout: 500 })
      await expect(target).toBeVisible({ timeout: 500 })
    }).toPass()
    await target.fill('10001')
    await buttonNamed(t.ask).click()
    await page.locator('.steps .done').waitFor()
    await state('consult', '.steps')
    await buttonNamed(t.end).click()
    await buttonNamed(t.end).click()
    await page.locator('nav.side').getByRole('button', { name: t.screens[1], exact: true }).click()
    await buttonNamed(t.newContact).click()
    await state('new-contact', 'form')
    await page.locator('nav.side').getByRole('button', { name: t.screens[2], exact: true }).click()
    await buttonNamed(t.check).click()
    await page.locator('.diagnostics .note.ok, .diagnostics .note.wait').waitFor()
    await state('checked', '.diag-step')
    await page.getByRole('button', { name: t.phone, exact: true }).click()
    await sandbox.exchange.waitFor('office')
    const incoming = await sandbox.exchange.callUser('office', { name: 'Praxis <b>Öffner</b>' })
    await page.getByRole('button', { name: t.answer }).waitFor()
    await expectNoFindings(page, 'incoming')
    await shot('incoming')
    // somebody who looks elsewhere gets the small window
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((w) => w.getBounds().width > 400)
        ?.blur(),
    )
    const small = app.electron.windows().find((w) => w !== page) ?? (await app.electron.waitForEvent('window'))
    await small.setViewportSize({ width: 360, height: 180 })
    await page.evaluate(() => window.dialdesk.account.refreshBalance())
    await small.getByRole('alertdialog').waitFor()
    await expectNoFindings(small, 'incoming window')
    expect(await small.evaluate(beyondTheWindow)).toEqual([])
    await shot('incoming-window', small)
    incoming.hangUp()
    await page.evaluate(() => window.dialdesk.settings.change({ region: 'DE' }))
    await app.electron.evaluate(({ app: main }) => main.emit('open-url', { preventDefault() {} }, 'tel:+49(0)30-23125110'))
    await page.getByRole('button', { name: t.doNotCall }).waitFor()
    await state('link', '[role=dialog] input[type=checkbox]')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.locator('nav.side').getByRole('button', { name: t.nav }).focus()
    await page.keyboard.press('?')
    await state('keys', '.key-list')
    await page.keyboard.press('Escape')
    await buttonNamed(t.help).click()
    await state('help', '.help-line-states')
    // what was looked at was looked at in this scheme to the end
    for (const one of [page, small]) await expect(one.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
  })
}

const widths = long ? [1120, 800, 420, 360] : [420]
test(`nothing is wider than its window, at ${widths.join(', ')}`, async () => {
  const { sandbox, page } = first
  const expectFits = async (screen: string): Promise<void> => {
    const found: string[] = []
    for (const width of widths) {
      await page.setViewportSize({ width, height: 720 })
      found.push(...(await page.evaluate(beyondTheWindow)).map((what) => `${screen} at ${width}: ${what}`))
    }
    await page.setViewportSize({ width: 1120, height: 720 })
    expect(found).toEqual([])
  }
  await page.locator('form').waitFor()
  await expectFits('sign-in')
  await signInDirectly(page, credentials(sandbox, addAccount(sandbox, 'widths')))
  await page.getByRole('button', { name: 'Für diese Leitung vertrauen' }).waitFor()
  await expectFits('certificate')
  await page.getByRole('button', { name: 'Für diese Leitung vertrauen' }).click()
  for (const section of words['de-DE'].settings) {
    await page.locator('.settings-nav').getByRole('button', { name: section, exact: true }).click()
    await expectFits(section)
  }
  for (const name of words['de-DE'].screens) {
    await page.locator('nav.side').getByRole('button', { name, exact: true }).click()
    await page.getByRole('heading', { name, exact: true }).first().waitFor()
    await expectFits(name)
  }
  await page.getByRole('button', { name: 'Telefon', exact: true }).click()
  await sandbox.exchange.waitFor('office')
  const incoming = await sandbox.exchange.callUser('office', { from: '+442079460958', name: 'Praxis Dr. Öffner und Partner' })
  await page.getByRole('alertdialog').waitFor()
  await expectFits('incoming')
  incoming.hangUp()
  await page.getByLabel('Nummer oder Name').fill('+442079460958')
  await expectFits('phone')
  await page.getByLabel('Nummer oder Name').fill('10000')
  await page.keyboard.press('Enter')
  await page.getByText('Verbunden', { exact: true }).first().waitFor()
  await expectFits('call')
  await page.getByRole('button', { name: 'Auflegen' }).click()
})

test('the main job by keyboard alone', async () => {
  const { sandbox, page } = first
  await page.evaluate(() => window.dialdesk.settings.change({ language: 'en' }))
  await page.reload()
  await expect(page.getByLabel('User name')).toBeFocused()
  await page.keyboard.type(practice.userName)
  await page.keyboard.press('Tab')
  await page.keyboard.type(practice.password)
  const keyboard = byKeyboard(() => page, 40)
  const press = (name: string): Promise<void> => keyboard.press(page.getByRole('button', { name, exact: true }))
  await press('Provider address: Change')
  await page.getByLabel('Provider address').focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(sandbox.provider.address)
  await page.getByLabel('Stay signed in').focus()
  await page.keyboard.press('Space')
  await press('Sign in')
  await page.getByRole('button', { name: 'Do not trust' }).waitFor()
  // Escape does the safe thing
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+l')
  await expect(page.getByLabel('Number or name')).toBeFocused()
  await sandbox.exchange.waitFor('office')
  await page.keyboard.type('10000')
  await page.keyboard.press('Enter')
  await expect(page.locator('.call-state')).toHaveText('Connected')
  await page.keyboard.press('m')
  await expect(page.getByRole('button', { name: /^Unmute/ })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  await expect(page.locator('.call-state')).toHaveText('Connected')
  await page.keyboard.press('Control+e')
  await expect(page.locator('.call-state')).toHaveText('Call ended')
})
