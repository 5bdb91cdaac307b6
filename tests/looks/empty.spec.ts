import { expect, test } from '@playwright/test'
import { openGallery } from '../gallery/open.ts'
import { type GalleryState, states } from '../gallery/states.ts'

/** Each screen with nothing to show, and the action that it offers. */
const empty: readonly (readonly [state: string, screen: GalleryState['screen'], action: string])[] = [
  ['phone-empty', 'phone', 'Enter a number'],
  ['phone-no-line', 'phone', 'Refresh'],
  ['calls-empty', 'calls', 'Make a call'],
  ['contacts-empty', 'contacts', 'New contact'],
  ['rates', 'rates', 'Enter numbers'],
  ['callback-none', 'callback', 'Enter your phone number'],
  ['callback-phone', 'callback', 'Enter a number'],
  ['topup', 'topup', 'Enter a PIN'],
  ['costs-none', 'costs', 'Everything'],
  ['messages-empty', 'messages', 'New message'],
  ['sms-empty', 'sms', 'Write a message'],
  ['access-none', 'access', 'Refresh'],
  ['cards-empty', 'cards', 'New card'],
  ['callshop-empty', 'callshop', 'Load records'],
  ['callshop-none', 'callshop', 'Load records'],
  ['diagnostics', 'diagnostics', 'Check now'],
  ['settings-lines-none', 'settings', 'Refresh'],
  ['settings-calls-no-recordings', 'settings', 'Make a call'],
]

test('each screen with nothing to show says so in a sentence and offers one action, which is nowhere else on it', async ({ browser }) => {
  const screens = new Set(states.map((s) => s.screen ?? 'phone'))
  expect([...screens].filter((screen) => !empty.some(([, shown]) => shown === screen))).toEqual([])
  const gallery = await openGallery(browser)
  try {
    const page = await gallery.newPage({ reducedMotion: 'reduce' })
    for (const [state, , action] of empty) {
      await gallery.show(page, state, { theme: 'light', language: 'en' })
      const place = page.locator('main [data-empty]')
      await expect(place, state).toHaveCount(1)
      await expect(place, state).toHaveText(/^[A-Z].{10,}\.\s*\S/)
      await expect(place.getByRole('button'), state).toHaveText(action)
      await expect(page.locator('main').getByRole('button', { name: action, exact: true }), state).toHaveCount(1)
    }
  } finally {
    await gallery.close()
  }
})

test('the action of an empty list leads to the field or the screen that fills it', async ({ browser }) => {
  const gallery = await openGallery(browser)
  try {
    const page = await gallery.newPage({ reducedMotion: 'reduce' })
    const press = async (state: string): Promise<void> => {
      await gallery.show(page, state, { theme: 'light', language: 'en' })
      await page.locator('main [data-empty] button').click()
    }
    for (const [state, field] of [
      ['phone-empty', 'Number or name'],
      ['rates', 'Numbers, one per line'],
      ['callback-none', 'Your phone number'],
      ['callback-phone', 'Then: the destination'],
      ['topup', 'PIN'],
      ['sms-empty', 'Recipient'],
    ] as const) {
      await press(state)
      await expect(page.getByLabel(field).first(), state).toBeFocused()
    }
    for (const [state, heading] of [
      ['calls-empty', 'Dial'],
      ['contacts-empty', 'New contact'],
      ['messages-empty', 'New message'],
      ['cards-empty', 'New calling card'],
      ['settings-calls-no-recordings', 'Dial'],
    ] as const) {
      await press(state)
      await expect(page.getByRole('heading', { name: heading, exact: true }), state).toBeVisible()
    }
  } finally {
    await gallery.close()
  }
})
