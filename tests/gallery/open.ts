import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { chromiumPath, LEAN } from '../electron-host/chromium.ts'
import type { GalleryPage } from './main.tsx'

export type Look = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'de' | 'pseudo' }
export type Gallery = {
  readonly browser: Browser
  readonly newPage: (options?: BrowserContextOptions) => Promise<Page>
  /** Shows a state; resolves when it is drawn. */
  readonly show: (page: Page, state: string, look: Look) => Promise<void>
  readonly close: () => Promise<void>
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }

/** Resolves once what the page shows now has been painted. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

/** Builds the gallery into test-output/gallery; once for however many open it. */
export async function buildGallery(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' })
}

/** Opens the built gallery in the browser that the stand-in host uses, with a microphone that beeps. */
export async function openGallery(): Promise<Gallery> {
  const root = resolve(import.meta.dirname, '../../test-output/gallery')
  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://x')
    readFile(join(root, pathname === '/' ? 'index.html' : pathname.replaceAll('..', ''))).then(
      (body) =>
        res
          .writeHead(200, {
            'content-type': types[extname(pathname)] ?? 'text/html',
            ...(pathname.startsWith('/assets/') ? { 'cache-control': 'max-age=3600, immutable' } : {}),
          })
          .end(body),
      () => res.writeHead(404).end(),
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser = await chromium.launch({
    executablePath: chromiumPath(true),
    args: ['--no-sandbox', ...LEAN, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
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
      // the texts in brackets stay until the page is loaded anew
      if (!page.url().startsWith(address) || /language=pseudo/.test(page.url()) !== (language === 'pseudo'))
        await page.goto(`${address}?state=${state}&theme=${theme}&language=${language}`)
      else
        await page.evaluate(([id, t, l]) => (window as unknown as { gallery: GalleryPage }).gallery.show(id, t, l), [state, theme, language] as const)
      await page.locator('html[data-ready]').waitFor({ state: 'attached' })
      // screens that are loaded when they are opened, answers that come a moment later
      await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('section[aria-busy=true]') === null)
      await page.evaluate(() => document.fonts.ready)
      await drawn(page)
      // an answer the contract does not know, a screen that broke
      if (faults.length) throw new Error(`${state}: ${faults.splice(0).join(' | ').slice(0, 1000)}`)
    },
    async close() {
      await browser.close()
      server.close()
    },
  }
}
