import { expect, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { byKeyboard } from '../support/by-keyboard.ts'
import { drawn } from '../support/drawn.ts'
import { withGallery } from './with-gallery.ts'

// Where the focus is can be seen, and it goes where the next key is wanted.
let gallery: Gallery
let page: Page
withGallery('each', (opened) => {
  ;({ gallery, page } = opened)
})

const field = 'input:not([type=checkbox], [type=radio], [type=range], [type=file], [type=hidden]), textarea, select'

for (const theme of ['light', 'dark'] as const)
  test(`every field shows the focus with a ring of two pixels (${theme})`, async () => {
    const without: string[] = []
    let count = 0
    for (const state of [
      'sign-in',
      'phone',
      'calls',
      'contacts',
      'rates',
      'callback',
      'topup',
      'sms',
      'cards',
      'callshop',
      'settings-audio',
      'settings-general',
    ]) {
      await gallery.show(page, state, { theme, language: 'en' })
      const found = await page.locator(field).evaluateAll((fields) =>
        (fields as HTMLInputElement[])
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0 && !one.disabled)
          .map((one) => {
            one.focus()
            // on the field itself, or on the box that it fills
            const boxes = [one, one.parentElement, one.parentElement?.parentElement].filter((e) => e instanceof Element)
            const hasRing = boxes.some((box) => {
              const { outlineStyle, outlineWidth, outlineColor, borderTopWidth, borderTopColor } = getComputedStyle(box)
              const border = borderTopColor === outlineColor ? Number.parseFloat(borderTopWidth) : 0
              return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) + border >= 2
            })
            return { hasRing, html: one.outerHTML.slice(0, 120) }
          }),
      )
      count += found.length
      without.push(...found.filter(({ hasRing }) => !hasRing).map(({ html }) => `${state}: ${html}`))
    }
    expect(without).toEqual([])
    expect(count).toBeGreaterThan(25)
  })

test('a dialog does not take the focus back from a field that a quick key has reached', async () => {
  await gallery.show(page, 'cards', { theme: 'light', language: 'en' })
  await page.locator('[data-row]').first().click()
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Disable number' }).click()
  await expect(dialog.getByRole('button', { name: 'Keep number' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  // its field has the focus in the task in which the dialog opens, before Mantine's turn
  await page.getByRole('button', { name: 'Disable number' }).evaluate(async (button) => {
    ;(button as HTMLElement).click()
    const field = (): HTMLElement | null => document.querySelector('[role=dialog] input')
    for (let turn = 0; turn < 100 && !field(); turn++) await null
    field()?.focus()
  })
  await drawn(page)
  await expect(dialog.getByLabel('Type the last four digits to confirm')).toBeFocused()
})

test('a suggestion that is chosen gives the focus back to the number', async () => {
  await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
  const number = page.getByRole('combobox', { name: 'Number or name' })
  await number.fill('ta')
  await page.getByRole('option').first().click()
  await expect(number).toBeFocused()
  await expect(number).toHaveValue(/\d/)
})

for (const [button, pane] of [
  ['Add call', 'Add call'],
  ['Transfer', 'Transfer'],
] as const)
  test(`${pane}: its search has the focus, Enter chooses who is found, and Enter again starts`, async () => {
    await gallery.show(page, 'call-connected', { theme: 'light', language: 'en' })
    const dialled: object[] = []
    await page.exposeFunction('dialled', (request: object) => void dialled.push(request))
    await page.evaluate(() => {
      const { calls } = window.dialdesk
      Object.assign(calls, {
        dial: async (request: object) => {
          ;(window as unknown as { dialled: (r: object) => void }).dialled(request)
          return { ok: true }
        },
      })
    })
    await page.getByRole('button', { name: button, exact: false }).first().click()
    const search = page.getByRole('combobox', { name: 'Name or number' })
    await expect(search).toBeFocused()
    await page.keyboard.type('ta')
    await page.keyboard.press('Enter')
    expect(dialled).toEqual([])
    await expect(search).not.toHaveValue('ta')
    await expect(page.getByRole('listbox')).toBeHidden()
    await page.keyboard.press('Enter')
    await expect.poll(() => dialled).toHaveLength(1)
  })

test('Tab leads to both answers to what a call has cost so far', async () => {
  await gallery.show(page, 'call-spending', { theme: 'light', language: 'en' })
  const { tabTo } = byKeyboard(() => page, 60)
  for (const name of ['Go on', 'End call']) {
    const answer = page.locator('[data-spend-warning]').getByRole('button', { name, exact: true })
    await tabTo(answer)
    await expect(answer).toBeFocused()
  }
})
