import { expect, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

let gallery: Gallery
let page: Page
withGallery('each', (opened) => {
  ;({ gallery, page } = opened)
})

test('a conference lists everyone in it, the user first, by name or number', async () => {
  await gallery.show(page, 'call-conference', { theme: 'light', language: 'en' })
  const list = page.getByRole('region', { name: 'In this conference' }).getByRole('listitem')
  await expect(list).toHaveText([/You/, /Accounting/, /Warehouse gate/])
  for (const name of ['Accounting', 'Warehouse gate']) {
    await expect(list.getByRole('button', { name: `Mute ${name} for everyone` })).toBeVisible()
    await expect(list.getByRole('button', { name: `Remove ${name} from the conference` })).toBeVisible()
  }
  await expect(list.getByRole('meter')).toHaveCount(3)
  await gallery.show(page, 'call-connected', { theme: 'light', language: 'en' })
  await expect(page.getByRole('region', { name: 'In this conference' })).toHaveCount(0)
})

test('a meter fills with what the microphone hears, marks the peak, and says its value', async () => {
  await page.addInitScript(() => {
    AnalyserNode.prototype.getFloatTimeDomainData = (samples) => void samples.fill(0.5)
  })
  await gallery.show(page, 'settings-audio', { theme: 'light', language: 'en' })
  await page.getByRole('button', { name: 'Test microphone' }).click()
  const meter = page.getByRole('meter').first()
  await expect(meter).toHaveAttribute('aria-valuenow', /^([5-9]\d|100)$/)
  const parts = await meter.evaluate((m) => [...m.children].map((part) => Math.round(part.getBoundingClientRect().width)))
  const { width } = (await meter.boundingBox()) ?? { width: 0 }
  expect(parts[0]).toBeGreaterThan(width / 3)
  expect(parts[1]).toBeGreaterThan(0)
})
