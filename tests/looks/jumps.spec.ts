import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// What one is about to press stays where it is when something changes beside it.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

const placeOf = async (button: Locator): Promise<{ x: number; y: number }> => {
  const box = await button.boundingBox()
  if (!box) throw new Error(`${button} is not there`)
  return { x: Math.round(box.x), y: Math.round(box.y) }
}

for (const language of ['en', 'de'] as const)
  test(`End call stays in its place whatever the call does, and when another one rings (${language})`, async () => {
    const places: Record<string, unknown> = {}
    for (const state of [
      'calling',
      'ringing',
      'connected',
      'encrypted',
      'muted',
      'held',
      'held-there',
      'second',
      'two',
      'conference',
      'reconnecting',
      'silent',
    ]) {
      await gallery.show(page, `call-${state}`, { theme: 'light', language })
      places[state] = await placeOf(page.locator('.control.end'))
    }
    expect(new Set(Object.values(places).map((p) => JSON.stringify(p))).size, JSON.stringify(places)).toBe(1)
  })

for (const language of ['en', 'de'] as const)
  test(`the keypad stays in its place while a number is typed (${language})`, async () => {
    await gallery.show(page, 'phone', { theme: 'light', language })
    const number = page.locator('[data-number-field]')
    const places: Record<string, unknown> = {}
    for (const typed of ['', '0', '030', '03023125110', '+4930231251', 'taxi', '112', '+331990012']) {
      await number.fill(typed)
      await expect.poll(async () => (await number.inputValue()).replaceAll(' ', '')).toBe(typed)
      places[typed] = await placeOf(page.getByRole('button', { name: '5', exact: true }))
    }
    expect(new Set(Object.values(places).map((p) => JSON.stringify(p))).size, JSON.stringify(places)).toBe(1)
  })

for (const [language, width] of [
  ['en', 1120],
  ['de', 1120],
  ['de', 400],
] as const)
  test(`the calls stay in their place while somebody searches them (${language}, ${width} px)`, async () => {
    const narrow = await gallery.newPage({ reducedMotion: 'reduce', viewport: { width, height: 720 } })
    await gallery.show(narrow, 'calls', { theme: 'light', language })
    const field = narrow.getByRole('textbox', { name: language === 'de' ? 'Name, Nummer, Ort, Notiz' : 'Name, number, place, note' })
    const list = narrow.locator('.day').first()
    const before = [await placeOf(field), await placeOf(list)]
    const everything = narrow.getByRole('button', { name: language === 'de' ? 'Alles zeigen' : 'Show everything' })
    await expect(everything).toHaveCount(0)
    await field.fill('a')
    await everything.waitFor()
    expect([await placeOf(field), await placeOf(list)]).toEqual(before)
    await everything.click()
    await expect(field).toHaveValue('')
    await expect(everything).toHaveCount(0)
    await narrow.context().close()
  })
