import type { Page } from '@playwright/test'

/** Resolves once what the page shows now has been painted. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
