import { mkdirSync } from 'node:fs'
import { buildGallery, openGallery } from '../tests/gallery/open.ts'

mkdirSync('/tmp/he-shots', { recursive: true })
await buildGallery()
const gallery = await openGallery()
const page = await gallery.newPage({ reducedMotion: 'reduce' })
for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'de'],
] as const) {
  const shot = (n: string) => page.screenshot({ path: `/tmp/he-shots/${n}-${language}-${theme}.png` })
  await gallery.show(page, 'messages', { theme, language })
  await page.locator('[data-row]').first().click()
  await page.waitForTimeout(300)
  await shot('messages-open')
  await gallery.show(page, 'messages-empty', { theme, language })
  await shot('messages-empty')
  await gallery.show(page, 'messages-new', { theme, language })
  await shot('messages-new')
  await gallery.show(page, 'call-conference', { theme, language })
  await shot('conference')
  await gallery.show(page, 'settings-lines', { theme, language })
  await page.getByRole('button', { name: language === 'en' ? 'Add a line' : 'Leitung hinzufügen' }).click()
  await page.waitForTimeout(200)
  await shot('own-line')
}
await page.setViewportSize({ width: 400, height: 700 })
await gallery.show(page, 'messages', { theme: 'light', language: 'en' })
await page.screenshot({ path: '/tmp/he-shots/narrow-list.png' })
await page.locator('[data-row]').first().click()
await page.waitForTimeout(300)
await page.screenshot({ path: '/tmp/he-shots/narrow-open.png' })
await gallery.show(page, 'call-conference', { theme: 'light', language: 'en' })
await page.screenshot({ path: '/tmp/he-shots/narrow-conference.png', fullPage: true })
await gallery.close()
