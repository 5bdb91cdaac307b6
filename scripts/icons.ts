// Draws every icon from resources/icon.svg; run by hand when it changes: node scripts/icons.ts
// The mark's nine keys are the tray's picture too; a badge with a different shape for each state is in its corner.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chromium, type Page } from 'playwright'
import { type TrayState, trayStates } from '../electron/main/tray/tray-state.ts'

const source = readFileSync('resources/icon.svg', 'utf8')
const keys = [...source.matchAll(/<circle cx="(\d+)" cy="(\d+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))

/** Colours of the glyph and its badges on a light and on a dark bar, and as a template that macOS colours itself. */
const palettes = {
  light: { glyph: '#15181E', red: '#C42B35', green: '#1B8F57', amber: '#C27600', quiet: '#15181E', cut: '#FFFFFF' },
  dark: { glyph: '#ECEEF2', red: '#F0606A', green: '#3FBF80', amber: '#E5A93C', quiet: '#ECEEF2', cut: '#181B21' },
  template: { glyph: '#000', red: '#000', green: '#000', amber: '#000', quiet: '#000', cut: '#FFFFFF' },
} as const
type Palette = (typeof palettes)[keyof typeof palettes]

function badge(state: TrayState, p: Palette): string {
  switch (state) {
    case 'missed':
      return `<circle cx="20.5" cy="20.5" r="6.5" fill="${p.red}"/><path d="M18 18l5 5M23 18l-5 5" stroke="${p.cut}" stroke-width="2.2"/>`
    case 'in-call':
      return `<circle cx="20.5" cy="20.5" r="6.5" fill="${p.green}"/>`
    case 'ringing':
      return `<circle cx="20.5" cy="20.5" r="5.6" fill="none" stroke="${p.amber}" stroke-width="1.8"/><circle cx="20.5" cy="20.5" r="3" fill="${p.amber}"/>`
    case 'do-not-disturb':
      return `<circle cx="20.5" cy="20.5" r="6.5" fill="${p.quiet}"/><path d="M17 20.5h7" stroke="${p.cut}" stroke-width="2.4"/>`
    case 'connecting':
      return `<path d="M20.5 13.8l7 12.6h-14z" fill="${p.amber}"/>`
    case 'registered':
    case 'signed-out':
      return ''
  }
}

function traySvg(state: TrayState, p: Palette): string {
  const dots = keys
    // spread over the whole box: at 16 px there is no room to spare
    .map(({ x, y }) => `<circle cx="${14 + ((x - 14) * 4) / 3}" cy="${14 + ((y - 14) * 4) / 3}" r="3.2"/>`)
    .join('')
  const mark = badge(state, p)
  const mask = mark ? '<mask id="m"><rect width="28" height="28" fill="#fff"/><circle cx="20.5" cy="20.5" r="8.4" fill="#000"/></mask>' : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">${mask}<g fill="${p.glyph}" ${mark ? 'mask="url(#m)"' : ''} opacity="${state === 'signed-out' ? 0.5 : 1}">${dots}</g>${mark}</svg>`
}

async function draw(page: Page, svg: string, path: string, size: number): Promise<void> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<body style="margin:0">${svg.replace('<svg', `<svg style="display:block" width="${size}" height="${size}"`)}`)
  await page.screenshot({ path: `resources/${path}`, type: 'png', omitBackground: true })
}

/** Windows' .ico and macOS's .icns: PNG pictures in a row, each behind its size. */
async function containers(page: Page): Promise<void> {
  const png = async (size: number): Promise<Buffer> => {
    await draw(page, source, 'icon.tmp', size)
    return readFileSync('resources/icon.tmp')
  }
  const ico = [16, 24, 32, 48, 64, 256]
  const pictures: Buffer[] = []
  for (const size of ico) pictures.push(await png(size))
  const head = Buffer.alloc(6 + 16 * ico.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(ico.length, 4)
  let offset = head.length
  for (const [i, picture] of pictures.entries()) {
    const at = 6 + 16 * i
    // 0 stands for 256
    head.writeUInt8((ico[i] ?? 0) % 256, at)
    head.writeUInt8((ico[i] ?? 0) % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(picture.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += picture.length
  }
  writeFileSync('resources/icon.ico', Buffer.concat([head, ...pictures]))

  const parts: Buffer[] = []
  for (const [type, size] of [
    ['ic11', 32],
    ['ic12', 64],
    ['ic07', 128],
    ['ic13', 256],
    ['ic14', 512],
    ['ic10', 1024],
  ] as const) {
    const picture = await png(size)
    const part = Buffer.alloc(8)
    part.write(type, 'latin1')
    part.writeUInt32BE(picture.length + 8, 4)
    parts.push(part, picture)
  }
  const body = Buffer.concat(parts)
  const icns = Buffer.alloc(8)
  icns.write('icns', 'latin1')
  icns.writeUInt32BE(body.length + 8, 4)
  writeFileSync('resources/icon.icns', Buffer.concat([icns, body]))
  rmSync('resources/icon.tmp')
}

const browser = await chromium.launch({ ...(process.env['CHROMIUM'] ? { executablePath: process.env['CHROMIUM'] } : {}), args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const folder of ['icons', 'tray']) {
  rmSync(`resources/${folder}`, { recursive: true, force: true })
  mkdirSync(`resources/${folder}`)
}
await draw(page, source, 'icon.png', 1024)
for (const size of [16, 32, 48, 64, 128, 256, 512]) await draw(page, source, `icons/${size}x${size}.png`, size)
await containers(page)
for (const state of trayStates) {
  for (const theme of ['light', 'dark'] as const) {
    await draw(page, traySvg(state, palettes[theme]), `tray/${state}-${theme}.png`, 16)
    await draw(page, traySvg(state, palettes[theme]), `tray/${state}-${theme}@2x.png`, 32)
  }
  await draw(page, traySvg(state, palettes.template), `tray/${state}Template.png`, 18)
  await draw(page, traySvg(state, palettes.template), `tray/${state}Template@2x.png`, 36)
}
// red dot of the Windows taskbar: its description carries the number
await draw(
  page,
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#C42B35"/></svg>',
  'tray/badge.png',
  16,
)
await browser.close()
