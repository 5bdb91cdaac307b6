// Draws the PNG icons from their SVG sources; run by hand when a source changes: node scripts/icons.ts
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright'

const icons = [
  ['icon', 'icon.png', 512],
  ['icon', 'tray.png', 32],
  ['icon', 'tray@2x.png', 64],
  ['trayTemplate', 'trayTemplate.png', 18],
  ['trayTemplate', 'trayTemplate@2x.png', 36],
] as const

const browser = await chromium.launch({ ...(process.env['CHROMIUM'] ? { executablePath: process.env['CHROMIUM'] } : {}), args: ['--no-sandbox'] })
for (const [source, target, size] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<body style="margin:0">${readFileSync(`resources/${source}.svg`, 'utf8').replace('<svg', `<svg width="${size}" height="${size}"`)}`,
  )
  await page.screenshot({ path: `resources/${target}`, omitBackground: true })
}
await browser.close()
