import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { axeFindings } from '../support/axe.ts'
import { beyondTheWindow, cutTexts } from '../support/page-faults.ts'
import { chooseLine, dial, expectState, leaveCalls } from '../support/phone-screen.ts'
import { startSignedIn } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withApp } from '../support/with-app.ts'

const rounds = process.env['DIALDESK_TEST_LONG'] ? 100 : 3
let sandbox: Sandbox
let app: App
let page: Page
withApp(startSignedIn, (started) => {
  ;({ sandbox, app, page } = started)
})
const findings = async (what: string): Promise<void> => {
  expect((await axeFindings(page)).map((found) => `${what}: ${found}`)).toEqual([])
}
test('search or dial: numbers to the number field, contacts, screens, settings, with Ctrl K and without a mouse', async () => {
  await page.evaluate(() =>
    window.dialdesk.contacts.save({
      contact: { id: crypto.randomUUID(), name: 'Accounting', note: '', favourite: true, numbers: [{ kind: 'work', number: '+494066969214' }] },
    }),
  )
  const find = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('textbox', { name: 'Search or dial' })).toBeFocused()
    await page.keyboard.type(text)
  }
  await find('+44 20 7946 0018')
  await expect(page.getByRole('option', { name: 'Dial +44' })).toBeVisible()
  await findings('search')
  await page.screenshot({ path: 'test-output/screens/search.png' })
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Number or name')).toHaveValue('+44 20 7946 0018')
  await find('account')
  await expect(page.getByRole('option').first()).toContainText('Accounting')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Number or name')).toHaveValue('+49 40 66969214')
  await find('rates')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Rates', exact: true })).toBeVisible()
  await find('noise')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Noise suppression')).toBeFocused()
  await find('zzz')
  await expect(page.getByRole('status').filter({ hasText: 'Nothing found.' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Search or dial' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Search or dial' })).toBeHidden()
})

test(`keys that come faster than a person types: the search takes them all from the first on, and Enter its first hit, ${rounds} times`, async () => {
  const keyboard = await page.context().newCDPSession(page)
  const key = (code: string, text: string, modifiers = 0): Promise<unknown>[] => [
    keyboard.send('Input.dispatchKeyEvent', {
      type: text ? 'keyDown' : 'rawKeyDown',
      key: text.length === 1 ? text : code,
      code,
      text,
      modifiers,
      windowsVirtualKeyCode: code === 'Enter' ? 13 : text.toUpperCase().charCodeAt(0) || 75,
    }),
    keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key: code, code, modifiers }),
  ]
  // sent without waiting for one another: nothing of the app's own pace comes between
  const search = (text: string): Promise<unknown> =>
    Promise.all([
      ...keyboardShortcut(),
      ...[...text].flatMap((letter) => key(letter === ' ' ? 'Space' : `Key${letter.toUpperCase()}`, letter)),
      ...key('Enter', '\r'),
    ])
  const keyboardShortcut = (): Promise<unknown>[] =>
    (['rawKeyDown', 'keyUp'] as const).map((type) =>
      keyboard.send('Input.dispatchKeyEvent', { type, key: 'k', code: 'KeyK', modifiers: 2, windowsVirtualKeyCode: 75 }),
    )
  for (let i = 0; i < rounds; i++) {
    await search('noise suppression')
    await expect(page.getByLabel('Noise suppression')).toBeFocused()
    await search('rates')
    await expect(page.getByRole('heading', { name: 'Rates', exact: true })).toBeVisible()
  }
  await keyboard.detach()
})

test('the settings are found by their words, in both languages', async () => {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByLabel('Search settings').fill('limit')
  await expect(page.getByText('1 setting', { exact: true })).toBeVisible()
  await page.getByLabel('Search settings').press('Enter')
  await expect(page.getByLabel('Balance limit')).toBeFocused()
  await page.evaluate(() => window.dialdesk.settings.change({ language: 'de' }))
  await page.getByLabel('Einstellungen suchen').fill('rauschen')
  await expect(page.getByText('Nichts gefunden.')).toBeVisible()
  await page.getByLabel('Einstellungen suchen').fill('zeitzone')
  await page.getByLabel('Einstellungen suchen').press('Enter')
  await expect(page.getByRole('combobox', { name: 'Zeitzone des Anbieters' })).toBeFocused()
  await page.getByLabel('Einstellungen suchen').fill('')
  await page.evaluate(() => window.dialdesk.settings.change({ language: 'en' }))
})

test('About names versions and every licence; a larger size makes everything larger and is kept', async () => {
  await page.locator('.settings-nav').getByRole('button', { name: 'About' }).click()
  await expect(page.getByText(/^Runs on Electron [\d.]+, Chromium [\d.]+, Node [\d.]+$/)).toBeVisible()
  await page.getByLabel('Find a library').fill('sip.js')
  await page.getByText('sip.js', { exact: true }).click()
  await expect(page.getByText(/Permission is hereby granted/)).toBeVisible()
  await findings('about')
  await page.screenshot({ path: 'test-output/screens/about.png' })
  await page.evaluate(() => window.dialdesk.settings.change({ zoom: 200 }))
  await expect.poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())).toBe(2)
  await page.reload()
  await page.locator('nav.side').waitFor()
  await expect.poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())).toBe(2)
  await page.evaluate(() => window.dialdesk.settings.change({ zoom: 100 }))
})

test('at 200 % of the text, in forced colours and with reduced motion every screen of the running app is whole, keeps its edges and stands still', async () => {
  // the stand-in keeps the factor and does not apply it: a window of half the size shows the same
  await page.setViewportSize({ width: 560, height: 360 })
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  const screens = await page.locator('nav.side button').count()
  expect(screens).toBeGreaterThan(5)
  const found: string[] = []
  for (let n = 1; n <= Math.min(screens, 9); n++) {
    await page.keyboard.press(`Control+${n}`)
    await page.locator('main h1').first().waitFor()
    found.push(...(await page.evaluate(beyondTheWindow)).map((what) => `screen ${n}: beyond the window ${what}`))
    found.push(...(await page.evaluate(cutTexts)).map((what) => `screen ${n}: cut ${what}`))
    const bare = await page
      .locator('main button.button:visible')
      .evaluateAll((all) =>
        all.filter((button) => Number.parseFloat(getComputedStyle(button).borderTopWidth) === 0).map((button) => button.className),
      )
    found.push(...bare.map((what) => `screen ${n}: no edge ${what}`))
    const moving = await page.evaluate(() =>
      document.getAnimations().flatMap((a) => (a.playState === 'running' && a instanceof CSSAnimation ? [a.animationName] : [])),
    )
    found.push(...moving.map((what) => `screen ${n}: moves ${what}`))
  }
  await page.emulateMedia({ forcedColors: null, reducedMotion: null })
  await page.setViewportSize({ width: 1120, height: 720 })
  expect(found).toEqual([])
})

test('what a screen reader learns of a call: names, roles, live regions, order', async () => {
  await chooseLine(page, 'office')
  const call = await sandbox.exchange.callUser('office', { from: '+442079460958', name: 'Front desk' })
  await expect(page.getByRole('alertdialog')).toMatchAriaSnapshot(`
    - alertdialog "Call on office from Front desk":
      - paragraph: Call on office
      - paragraph: Front desk
      - paragraph: /\\+44.20.7946.0958/
      - button "Silence"
      - button "Reject"
      - button "Answer"
  `)
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await call.until('answered')
  await expectState(page, 'Connected')
  // said once, politely, as words: state, party, line
  await expect(page.locator('[role=status][aria-live=polite].hidden')).toHaveText('Connected, Front desk, office')
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - region "Front desk":
        - heading "Front desk" [level=1]
        - timer
        - button /Mute/
        - button /Hold/
        - button /Transfer/
        - button /Add call/
        - button /End call/
  `)
  await page.keyboard.press('h')
  await expect(page.getByRole('button', { name: 'Resume' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('[role=status][aria-live=polite].hidden')).toHaveText('On hold, Front desk, office')
  await page.keyboard.press('m')
  await expect(page.getByRole('button', { name: 'Unmute' })).toHaveAttribute('aria-pressed', 'true')
  // Escape ends nothing
  await page.keyboard.press('Escape')
  await expectState(page, 'On hold')
  call.hangUp()
  await expectState(page, 'The other side hung up')
  await expect(page.locator('[role=status][aria-live=polite].hidden')).toHaveText('The other side hung up, Front desk, office')
  await leaveCalls(page)
})

test('letters do nothing where they are switched off, or where somebody types', async () => {
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await page.evaluate(() => window.dialdesk.settings.change({ desktop: { singleKeys: false } }))
  await page.keyboard.press('m')
  await expect(page.getByRole('button', { name: 'Mute', exact: true })).toHaveAttribute('aria-pressed', 'false')
  // had the first one counted, the second would take it back
  await page.evaluate(() => window.dialdesk.settings.change({ desktop: { singleKeys: true } }))
  await page.keyboard.press('m')
  await expect(page.getByRole('button', { name: 'Unmute' })).toBeVisible()
  await leaveCalls(page)
})
