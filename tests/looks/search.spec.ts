import { expect, type Page, test } from '@playwright/test'
import { openBuiltPage } from '../gallery/built-page.ts'
import { guideData } from '../gallery/guide-data.ts'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// Names, numbers, actions, screens and settings from one field.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})
test.beforeAll(async () => {
  await page.exposeFunction('asked', (what: string, args: unknown) => void asked.push([what, args]))
})

let asked: [string, unknown][] = []
type Stage = { asked: (what: string, args: unknown) => void; dialdesk: Record<string, object> }
/** Opens the search over a state and types; what main is asked for is noted. */
async function search(state: string, text: string): Promise<void> {
  await gallery.show(page, state, { theme: 'light', language: 'en' })
  asked = []
  await page.evaluate(() => {
    const stage = window as unknown as Stage
    const note = (what: string) => async (args: unknown) => {
      stage.asked(what, args)
      return { ok: true }
    }
    Object.assign(stage.dialdesk['settings'] ?? {}, { change: note('settings') })
    Object.assign(stage.dialdesk['calls'] ?? {}, { setMuted: note('muted'), setHold: note('hold'), hangUp: note('hangUp') })
  })
  await page.keyboard.press('Control+k')
  await page.keyboard.type(text)
}
const options = () => page.getByRole('option')

for (const [state, text, title, wanted] of [
  ['phone', 'dark', 'Dark appearance', ['settings', { theme: 'dark' }]],
  ['phone', 'dnd', 'Do not disturb', ['settings', { calls: { doNotDisturb: { until: null } } }]],
  ['call-connected', 'mute', 'Mute', ['muted', { callId: expect.any(String), on: true }]],
  ['call-held', 'resume', 'Resume', ['hold', { callId: expect.any(String), on: false }]],
] as const)
  test(`${text}: Enter does it (${title})`, async () => {
    await search(state, text)
    await expect(options().first()).toContainText(title)
    await page.keyboard.press('Enter')
    await expect.poll(() => asked).toEqual([wanted])
  })

test('a name offers what can be done with its number; a word in front chooses among it', async () => {
  await search('phone', 'taxi')
  await expect(options().first()).toContainText('Taxi')
  for (const title of ['SMS to Taxi', 'Rate for Taxi', 'Web callback to Taxi']) await expect(options().filter({ hasText: title })).toHaveCount(1)
  await search('phone', 'sms taxi')
  await expect(options().first()).toContainText('SMS to Taxi')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'SMS' })).toBeVisible()
  await expect(page.getByLabel('Recipient', { exact: true })).toHaveValue(/23125112/)
  expect(asked).toEqual([])
})

test('nobody is listed twice, an empty field shows who was called lately, and no hit ends a call', async () => {
  await search('phone', 'accounting')
  const numbers = await options().locator('small').allTextContents()
  expect(new Set(numbers).size).toBe(numbers.length)
  await search('phone', '')
  // under the name that the contacts have for the number
  await expect(page.getByRole('group', { name: 'Recent calls' }).getByRole('option').first()).toHaveText(/^Accounting/)
  await search('call-connected', 'end')
  for (const title of await options().allTextContents()) expect(title).not.toMatch(/^End call/)
})

test('what is typed before the search is there goes into it, and Enter leads to a setting whose page comes late', async ({ browser }) => {
  const built = await openBuiltPage(browser)
  try {
    const { state, answers } = guideData('en')
    const opened = await built.openLate(state, answers, { files: /\/assets\/(dialogs|settings)-.*\.js$/, ms: 2500 })
    await opened.keyboard.press('Control+k')
    await opened.keyboard.type('First stepx')
    await opened.keyboard.press('Backspace')
    await opened.keyboard.type('s again')
    await opened.keyboard.press('Enter')
    // nothing of it went into the number field, or called anybody
    await expect(opened.getByLabel('Number or name')).toHaveValue('')
    await expect(opened.getByRole('button', { name: 'First steps again' })).toBeFocused()

    const other = await built.openLate(state, answers, { files: /\/assets\/dialogs-.*\.js$/, ms: 1500 })
    await other.keyboard.press('Control+k')
    await other.keyboard.type('dar')
    await expect(other.getByRole('dialog').getByRole('textbox')).toHaveValue('dar')
    await other.keyboard.type('k')
    await expect(other.getByRole('option').first()).toContainText('Dark appearance')

    const left = await built.openLate(state, answers, { files: /\/assets\/dialogs-.*\.js$/, ms: 1500 })
    await left.keyboard.press('Control+k')
    await left.keyboard.type('dar')
    await left.keyboard.press('Escape')
    await left.getByLabel('Number or name').focus()
    await left.keyboard.type('030')
    await expect(left.getByLabel('Number or name')).toHaveValue('030')
  } finally {
    await built.close()
  }
})
