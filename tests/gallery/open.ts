import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { chromiumPath } from '../electron-host/chromium.ts'

export type Look = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'de' | 'pseudo' }
export type Gallery = {
  readonly browser: Browser
  readonly newPage: (options?: BrowserContextOptions) => Promise<Page>
  /** Shows a state; resolves when it is drawn. */
  readonly show: (page: Page, state: string, look: Look) => Promise<void>
  readonly close: () => Promise<void>
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }

/** Builds the gallery and opens it in the browser that the stand-in host uses, with a microphone that beeps. */
export async function openGallery(): Promise<Gallery> {
  await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' })
  const root = resolve(import.meta.dirname, '../../test-output/gallery')
  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://x')
    readFile(join(root, pathname === '/' ? 'index.html' : pathname.replaceAll('..', ''))).then(
      (body) => res.writeHead(200, { 'content-type': types[extname(pathname)] ?? 'text/html' }).end(body),
      () => res.writeHead(404).end(),
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  })
  const faults: string[] = []
  return {
    browser,
    async newPage(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1120, height: 720 }, locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options })
      // Monday, 14:31 in Berlin, for good: what is "today" and "six minutes" is the same in every run
      await context.clock.setFixedTime(new Date('2026-11-23T13:31:00Z'))
      const page = await context.newPage()
      page.on('pageerror', (e) => faults.push(e.message))
      return page
    },
    async show(page, state, { theme, language }) {
      await page.goto(`${address}?state=${state}&theme=${theme}&language=${language}`)
      await page.locator('html[data-ready]').waitFor({ state: 'attached' })
      // screens that are loaded when they are opened, answers that come a moment later
      await page.waitForFunction(() => document.querySelector('h1') !== null)
      await page.evaluate(() => document.fonts.ready)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      // an answer the contract does not know, a screen that broke
      if (faults.length) throw new Error(`${state}: ${faults.splice(0).join(' | ').slice(0, 1000)}`)
    },
    async close() {
      await browser.close()
      server.close()
    },
  }
}
