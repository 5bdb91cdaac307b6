import { expect, type Page, test } from '@playwright/test'
import de from '../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// Blocked callers, quiet hours and forwarding in the settings, and calling a busy number again: by keyboard, in both languages.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})
let asked: [string, unknown][] = []
test.beforeAll(() => page.exposeFunction('asked', (what: string, args: unknown) => void asked.push([what, args])))

/** Shows a state; what main is asked for is noted. */
async function show(state: string, language: 'en' | 'de'): Promise<void> {
  await gallery.show(page, state, { theme: 'light', language })
  asked = []
  await page.evaluate(() => {
    const stage = window as unknown as { asked: (what: string, args: unknown) => void }
    const note = (what: string) => async (args: unknown) => {
      stage.asked(what, args)
      return { ok: true, value: { callId: 'call-9999' } }
    }
    const { settings, blockList, calls } = window.dialdesk
    Object.assign(settings, { change: note('settings') })
    Object.assign(blockList, { block: note('block'), unblock: note('unblock'), blockAnonymous: note('block anonymous') })
    Object.assign(calls, { dial: note('dial'), reject: note('reject') })
  })
}
/** Presses Enter on what has this name. */
async function press(name: string): Promise<void> {
  const one = page.getByRole('button', { name, exact: true })
  await one.focus()
  await page.keyboard.press('Enter')
}

for (const [language, t] of [
  ['en', en],
  ['de', de],
] as const) {
  test(`@block ${language}: a number and a prefix are blocked and unblocked; what is none says so`, async () => {
    await show('settings-blocked', language)
    const field = page.getByRole('textbox', { name: t.blocked.value })
    await field.focus()
    await page.keyboard.type('call me')
    await page.keyboard.press('Enter')
    await expect(page.getByText(t.blocked.bad.number)).toBeHidden()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Büro @')
    await page.keyboard.press('Enter')
    await expect(page.getByText(t.blocked.bad.number)).toBeVisible()
    asked = []
    await page.keyboard.press('Control+a')
    await page.keyboard.type('030 / 123-456')
    await page.keyboard.press('Enter')
    await expect.poll(() => asked).toEqual([['block', { kind: 'number', value: '030123456' }]])
    await press(`${t.blocked.remove}: 0900...`)
    await expect.poll(() => asked.at(-1)).toEqual(['unblock', { kind: 'prefix', value: '0900', blockedAt: expect.any(Number) }])
    await page.getByRole('switch', { name: t.blocked.anonymous }).focus()
    await page.keyboard.press('Space')
    await expect.poll(() => asked.at(-1)).toMatchObject(['settings', { calls: { unwanted: { anonymous: false } } }])
  })

  test(`@block ${language}: the menu of a call blocks its number`, async () => {
    await show('phone', language)
    await page.locator('[data-row]').first().focus()
    await page.keyboard.press('Shift+F10')
    // a menu takes the focus a moment after it is drawn
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    await page.getByRole('menuitem', { name: t.blocked.block }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => asked).toEqual([['block', { kind: 'number', value: expect.stringMatching(/\d/) }]])
  })

  test(`@block ${language}: days and times of "do not disturb" are added`, async () => {
    await show('settings-calls', language)
    const saturday = language === 'en' ? 'Saturday' : 'Samstag'
    await press(saturday)
    await expect(page.getByRole('button', { name: saturday })).toHaveAttribute('aria-pressed', 'true')
    await press(t.quiet.add)
    await expect
      .poll(() => asked)
      .toEqual([['settings', { calls: { quietHours: { rules: [{ days: [1, 2, 3, 4, 5, 6], from: 1200, to: 480 }], begun: null } } }]])
  })

  test(`@forward ${language}: calls are forwarded to a number whose price is shown, and the header says so`, async () => {
    await show('settings-calls', language)
    await press(`${t.forward.set}: ${t.forward.when.always}`)
    const field = page.getByRole('combobox', { name: t.forward.who })
    await expect(field).toBeFocused()
    await page.keyboard.type('112')
    await expect(page.getByText(t.forward.refused)).toBeVisible()
    await page.keyboard.press('Enter')
    expect(asked).toEqual([])
    await page.keyboard.press('Control+a')
    await page.keyboard.type('030123456')
    await expect(page.getByText(t.forward.cost)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => asked)
      .toMatchObject([['settings', { calls: { forward: { always: { to: 'number', number: '030 123456' }, busy: null } } }]])
    await show('settings-calls-forwarded', language)
    const state = page.getByRole('button', { name: new RegExp(`^${t.forward.state.split('{')[0]}`) })
    await expect(state).toHaveAccessibleName(/\+44.*;/)
    await press(`${t.forward.stop}: ${t.forward.when.busy}`)
    await expect.poll(() => asked).toMatchObject([['settings', { calls: { forward: { busy: null, noAnswer: { to: 'mailbox' } } } }]])
  })

  test(`@forward ${language}: a busy number is called again up to a price and a count, and any key ends it`, async () => {
    await show('call-busy', language)
    await press(t.redial.offer)
    const cap = page.getByRole('textbox', { name: t.redial.cap })
    await expect(cap).toHaveValue(language === 'en' ? '0.0890' : '0,0890')
    await cap.fill('0,01')
    await expect(page.getByText(t.redial.over)).toBeVisible()
    await expect(page.getByRole('button', { name: t.redial.start })).toBeDisabled()
    await cap.fill('0,10')
    await press(t.redial.start)
    await expect(page.getByText(t.redial.stopHint)).toBeVisible()
    const now = await page.evaluate(() => Date.now())
    await page.clock.setFixedTime(now + 31_000)
    await expect.poll(() => asked).toMatchObject([['dial', { origin: 'auto-redial' }]])
    await expect(page.getByText(t.redial.left_other.replace('{count}', '4'))).toBeVisible()
    await page.keyboard.press('Shift')
    await expect(page.getByText(t.redial.ended.input)).toBeVisible()
    await page.clock.setFixedTime(now)
  })
}
