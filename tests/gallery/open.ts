import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { build } from 'vite'
import { drawn } from '../support/drawn.ts'
import type { GalleryPage } from './main.tsx'

export type Look = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'de' | 'pseudo' }
export type Gallery = {
  readonly newPage: (options?: BrowserContextOptions) => Promise<Page>
  /** Shows a state; resolves when it is drawn. */
  readonly show: (page: Page, state: string, look: Look) => Promise<void>
  /** Changes the language of the state that is shown to the one in brackets; resolves when it is drawn. */
  readonly putInBrackets: (page: Page) => Promise<void>
  /** Closes its pages; the browser is the caller's. */
  readonly close: () => Promise<void>
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }

/** Builds the gallery into test-output/gallery; once for however many open it. */
export async function buildGallery(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts'), logLevel: 'error' })
}

/** Serves a built page's files on loopback. */
export async function servePage(root: string): Promise<{ readonly address: string; readonly close: () => void }> {
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
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

export const USUAL_WINDOW = { width: 1120, height: 720 }

/** A page in the usual window, whose clock stands still: what is "today" and "six minutes" is the same in every run. */
export async function pageAt(browser: Browser, time: number, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: USUAL_WINDOW, locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options })
  await context.clock.setFixedTime(time)
  return context.newPage()
}

/** Opens the built gallery. */
export async function openGallery(browser: Browser): Promise<Gallery> {
  const { address, close } = await servePage(resolve(import.meta.dirname, '../../test-output/gallery'))
  const opened: Page[] = []
  const faults: string[] = []
  const shown = async (page: Page, state: string): Promise<void> => {
    await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    // screens that are loaded when they are opened, answers that come a moment later
    await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('section[aria-busy=true]') === null)
    await page.evaluate(() => document.fonts.ready)
    await drawn(page)
    // an answer the contract does not know, a screen that broke
    if (faults.length) throw new Error(`${state}: ${faults.splice(0).join(' | ').slice(0, 1000)}`)
  }
  return {
    async newPage(options = {}) {
      // Monday, 14:31 in Berlin
      const page = await pageAt(browser, Date.UTC(2026, 10, 23, 13, 31), options)
      opened.push(page)
      page.on('pageerror', (e) => faults.push(e.message))
      return page
    },
    async show(page, state, { theme, language }) {
      if (page.url().startsWith(address)) {
        // a page that has just been loaded anew is there a moment after its load event
        await page.waitForFunction(() => 'gallery' in window)
        await page.evaluate(([id, t, l]) => (window as unknown as { gallery: GalleryPage }).gallery.show(id, t, l), [state, theme, language] as const)
      } else await page.goto(`${address}?state=${state}&theme=${theme}&language=${language}`)
      await shown(page, state)
    },
    async putInBrackets(page) {
      await page.evaluate(() => (window as unknown as { gallery: GalleryPage }).gallery.putInBrackets())
      await shown(page, 'in brackets')
    },
    async close() {
      for (const page of opened) await page.context().close()
      close()
    },
  }
}
