import { expect, type Page, test } from '@playwright/test'
import { type BuiltPage, openBuiltPage } from '../gallery/built-page.ts'
import { guideData } from '../gallery/guide-data.ts'
import { drawn } from '../support/drawn.ts'

// What the window shows before its scripts have run (electron/main/windows/first-frame.ts): the next screen, with fields that can be typed into.
let built: BuiltPage
test.beforeAll(async ({ browser }) => {
  built = await openBuiltPage(browser)
})
test.afterAll(() => built.close())

const { answers, state: signedIn } = guideData('en')
const signedOut: typeof signedIn = {
  ...signedIn,
  settings: { ...signedIn.settings, language: 'system', theme: 'system', providerAddress: 'https://login.42call.com' },
  account: { ...signedIn.account, remembered: [], session: { state: 'signed-out', reason: null } },
}

test('the number field takes a number before any script has run, and keeps it, grouped, with its caret', async () => {
  const { page, run } = await built.openDrawn(signedIn, answers)
  const field = page.getByLabel('Number or name')
  await expect(field).toBeFocused()
  await page.keyboard.type('0301234')
  for (const unknown of ['No line', 'No calls yet. Calls you make or receive appear here.']) await expect(page.getByText(unknown)).toBeHidden()
  await run()
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('030 1234')
  await page.keyboard.type('5')
  await expect(field).toHaveValue('030 12345')
})

test('the sign-in form takes a name and a password before any script has run, and keeps both; its buttons wait', async () => {
  const { page, run } = await built.openDrawn(signedOut, answers)
  await expect(page.getByLabel('User name')).toBeFocused()
  await page.keyboard.type('anna')
  await page.keyboard.press('Tab')
  await page.keyboard.type('made-up-secret')
  // nothing is sent, and nothing is lost
  await page.keyboard.press('Enter')
  await expect(page.locator('.first-frame :is(button, [type=checkbox]):not([inert])')).toHaveCount(0)
  await run()
  await expect(page.getByLabel('User name')).toHaveValue('anna')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('made-up-secret')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type('!')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('made-up-secret!')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled()
})

test('what was typed for the phone stays out of the sign-in form, where the account cannot be opened', async () => {
  const session = { state: 'signed-out', reason: { code: 'keychain-locked', message: '', retryable: true } } as const
  const { page, run } = await built.openDrawn(signedIn, answers, { ...signedIn, account: { ...signedIn.account, session } })
  await expect(page.getByLabel('Number or name')).toBeFocused()
  await page.keyboard.type('0301234')
  await run()
  await expect(page.getByLabel('User name')).not.toHaveValue(/030/)
})

for (const [name, state, width] of [
  ['the phone screen', signedIn, 1120],
  ['the phone screen', signedIn, 800],
  ['the phone screen', signedIn, 420],
  ['the sign-in form', signedOut, 1120],
] as const)
  test(`${name}, ${width} px wide: what is drawn first stays where it is`, async () => {
    const { page, run } = await built.openDrawn(state, answers)
    await page.setViewportSize({ width, height: 720 })
    // a frame is not drawn before the styles are there, and asks for the fonts
    await drawn(page)
    await page.evaluate(() => document.fonts.ready)
    const first = await places(page)
    await run()
    await drawn(page)
    const then = await places(page)
    const kept = Object.keys(first).filter((name) => name in then)
    expect(kept.length).toBeGreaterThan(state === signedIn ? 30 : 8)
    // what says something else once more is known: how many calls were missed, which line is called over
    expect(Object.keys(first).filter((name) => !(name in then))).toEqual(state === signedIn ? ['BUTTON Calls', 'BUTTON Call via '] : [])
    expect(Object.fromEntries(kept.map((name) => [name, then[name]]))).toEqual(Object.fromEntries(kept.map((name) => [name, first[name]])))
  })

/** Where each text, field and button is, by what it says. */
const places = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => {
    const found: Record<string, string> = {}
    for (const element of document.querySelectorAll<HTMLElement>('#root :is(h1, label, input, button, dt, dd, small, .brand)')) {
      const text = element.getAttribute('aria-label') ?? element.getAttribute('placeholder') ?? element.innerText
      const { x, y, width } = element.getBoundingClientRect()
      if (!text || !width || getComputedStyle(element).visibility === 'hidden') continue
      found[`${element.tagName} ${text}`] = [x, y].map((value) => Math.round(value)).join(' ')
    }
    return found
  })
