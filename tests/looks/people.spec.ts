import { expect, type Locator, type Page, test } from '@playwright/test'
import de from '../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// One field for numbers and people, by keyboard alone: in the dialler, for a further call and for a transfer.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})
let dialled: { readonly number: string; readonly lineId: string }[] = []
test.beforeAll(() => page.exposeFunction('dialled', (request: { number: string; lineId: string }) => void dialled.push(request)))

/** Shows a state; what would be called is noted. */
async function show(state: string, language: 'en' | 'de'): Promise<void> {
  await gallery.show(page, state, { theme: 'light', language })
  dialled = []
  await page.evaluate(() => {
    const stage = window as unknown as { dialled: (r: object) => void }
    const note = async (request: object) => {
      stage.dialled(request)
      return { ok: true }
    }
    Object.assign(window.dialdesk.calls, { dial: note, transfer: note })
    const price = { units: 890, currency: 'EUR' }
    const rate = (number: string) => ({ number, destination: 'Germany', price, prefix: '49', asOf: Date.now() })
    Object.assign(window.dialdesk.rates, {
      ask: async ({ numbers }: { numbers: string[] }) => ({ ok: true, value: { rates: numbers.map(rate), error: null } }),
    })
  })
}
const option = (): Locator => page.getByRole('option')
const highlighted = (): Locator => page.locator('[role=option][aria-selected=true]')

/** Gives a text to the field that has the focus, as from the clipboard or by dropping it there. */
const give = (kind: 'paste' | 'drop', text: string): Promise<void> =>
  page.evaluate(
    ([name, plain]) => {
      const data = new DataTransfer()
      data.setData('text/plain', plain)
      const options = { bubbles: true, cancelable: true }
      const event =
        name === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent('drop', { ...options, dataTransfer: data })
      document.activeElement?.dispatchEvent(event)
    },
    [kind, text] as const,
  )

for (const [language, t] of [
  ['en', en],
  ['de', de],
] as const) {
  const field = (): Locator => page.getByRole('combobox', { name: t.dial.placeholder })

  test(`@intake ${language}: a name finds the person; Enter takes the highlighted hit, and calls the number only then`, async () => {
    await show('phone', language)
    await field().focus()
    await page.keyboard.type('ta')
    await expect(highlighted()).toContainText('Taxi')
    await expect(highlighted()).toContainText(t.dial.perMinute)
    await expect(field()).toHaveAttribute('aria-activedescendant', (await highlighted().getAttribute('id')) ?? '')
    await page.keyboard.press('Enter')
    await expect(field()).toHaveValue(/^[\d\s+]+$/)
    await expect(option()).toHaveCount(0)
    expect(dialled).toEqual([])
    await page.keyboard.press('Enter')
    // a contact with a line of its own is called over that one, however it was found
    await expect.poll(() => dialled.map(({ lineId }) => lineId)).toEqual(['sip_2'])
    dialled = []
    await field().fill('')
    await page.getByRole('button', { name: /^Taxi/ }).click()
    await page.keyboard.press('Enter')
    await expect.poll(() => dialled.map(({ lineId }) => lineId)).toEqual(['sip_2'])
    dialled = []
    await field().fill('')
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('textbox', { name: t.search.title }).fill('taxi')
    await expect(page.getByRole('option', { name: /^Taxi/ })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(field()).toBeFocused()
    await page.keyboard.press('Enter')
    await expect.poll(() => dialled.map(({ lineId }) => lineId)).toEqual(['sip_2'])
  })

  test(`@intake ${language}: words that are no number and no contact call nobody, and say what to do; a SIP user is chosen, or written as sip:`, async () => {
    await show('phone', language)
    await field().focus()
    await page.keyboard.type('zoe')
    await expect(page.getByRole('status').filter({ hasText: t.party.nobodyButUser.replace('{text}', 'zoe') })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: t.party.nobodyButUser.replace('{text}', 'zoe') })).toBeVisible()
    expect(dialled).toEqual([])
    await expect(page.locator('.button.go.main')).toBeDisabled()
    await expect(option()).toHaveText([t.party.sipUser.replace('{user}', 'zoe')])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(field()).toHaveValue('sip:zoe')
    await page.keyboard.press('Enter')
    await expect.poll(() => dialled).toMatchObject([{ number: 'sip:zoe' }])
    await page.keyboard.press('Control+a')
    await page.keyboard.type('call me at noon')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: t.party.nobody.replace('{text}', 'call me at noon') })).toBeVisible()
    expect(dialled).toHaveLength(1)
  })

  test(`@intake ${language}: a number is taken out of a text; of several one is chosen`, async () => {
    await show('phone', language)
    await field().focus()
    await give('paste', 'Tel.: +49 (0)30 / 123-456')
    await expect(field()).toHaveValue('+49 30 123456')
    await page.keyboard.press('Control+a')
    await give('paste', 'Konferenz unter +49 30 123456,,4711# (ab 10:30)')
    await expect(field()).toHaveValue('+49 30 123456,,4711#')
    await expect(page.getByText(t.dial.postDial.replace('{tones}', '4711#'))).toBeVisible()
    await give('drop', 'Office 030 23125110, mobile 0170 1234567')
    await expect(page.getByRole('listbox', { name: t.party.numbers })).toBeVisible()
    await expect(option()).toHaveCount(2)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(field()).toHaveValue('0170 1234567')
    expect(dialled).toEqual([])
  })

  test(`@intake ${language}: Escape and the arrows: the list of recent calls opens and closes, and the focus stays`, async () => {
    await show('phone', language)
    await field().focus()
    await expect(option()).toHaveCount(0)
    await page.keyboard.press('ArrowDown')
    await expect(highlighted()).toHaveCount(1)
    const first = await highlighted().textContent()
    await page.keyboard.press('ArrowDown')
    await expect(highlighted()).not.toHaveText(first ?? '')
    await page.keyboard.press('Escape')
    await expect(option()).toHaveCount(0)
    await expect(field()).toBeFocused()
    await expect(field()).toHaveValue('')
  })

  for (const [letter, pane] of [
    ['a', t.call.add],
    ['t', t.call.transfer],
  ] as const)
    test(`@intake ${language}: ${pane}: recent calls at first, a person by name, and nobody for words`, async () => {
      await show('call-connected', language)
      await page.keyboard.press(letter)
      const search = page.getByRole('combobox', { name: t.xfer.target })
      await expect(search).toBeFocused()
      await expect(option().first()).toBeVisible()
      await page.keyboard.type('zoe')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert').filter({ hasText: t.party.nobodyButUser.replace('{text}', 'zoe') })).toBeVisible()
      await expect(page.getByRole('button', { name: t.xfer.choose })).toBeDisabled()
      expect(dialled).toEqual([])
      await page.keyboard.press('Control+a')
      await page.keyboard.type('ta')
      await page.keyboard.press('Enter')
      await expect(search).toHaveValue(/Taxi/)
      await expect(page.getByRole('listbox')).toHaveCount(0)
      await page.keyboard.press('Enter')
      await expect.poll(() => dialled).toHaveLength(1)
      expect(dialled[0]?.number).toMatch(/\d{4}/)
    })
}

// the recipients of an SMS have a list of their own
for (const state of ['callback'] as const)
  test(`@intake ${state}: the field finds people by name, and no SIP user`, async () => {
    await show(state, 'en')
    const field = page.locator('input[role=combobox][inputmode=tel]')
    await field.focus()
    await page.keyboard.type('ta')
    await expect(page.getByRole('listbox', { name: 'People and numbers' }).getByRole('option')).toHaveText([/^Taxi/])
    await page.keyboard.press('Enter')
    await expect(field).toHaveValue(/23125112/)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('zoe')
    await expect(page.getByText('“zoe” is neither a number nor a contact.')).toBeVisible()
  })

test('@intake of several numbers in a copied text one is chosen before the call, by keyboard', async () => {
  await show('link-several', 'en')
  const choice = page.getByRole('radiogroup', { name: 'Which number?' })
  // a dialog takes the focus a moment after it is drawn
  await expect(page.getByRole('dialog').locator(':focus')).toBeVisible()
  await choice.getByRole('radio').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(choice.getByRole('radio').last()).toBeChecked()
  await expect(page.getByRole('dialog')).toContainText(/Dials .*1701234567/)
})

test('@intake a number is grouped while it is typed, and the caret keeps its place', async () => {
  await show('phone', 'en')
  const field = page.getByRole('combobox', { name: 'Number or name' })
  await field.focus()
  await page.keyboard.type('+447700900123')
  await expect(field).toHaveValue('+44 7700 900123')
  // in the middle: each digit lands where it was typed, and is deleted there
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('55')
  await expect(field).toHaveValue('+44 770055900123')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await expect(field).toHaveValue('+44 7700 900123')
  // a separator would come back: the digit in front of it goes
  await page.keyboard.press('Backspace')
  await expect(field).toHaveValue('+44 7709 00123')
})
