import { type Page, test } from '@playwright/test'
import { type Gallery, openGallery } from '../gallery/open.ts'

type Opened = { readonly gallery: Gallery; readonly page: Page }

/**
 * Opens the gallery before the tests of the file that calls it, and closes it after them. The page is without animations.
 *
 * @param pages `one`: a single page for all tests; `each`: a new page for each test
 * @param onOpened gets the gallery and a page, before the first test or before each
 */
export function withGallery(pages: 'one' | 'each', onOpened: (opened: Opened) => void): void {
  let gallery: Gallery
  let page: Page
  const open = async (): Promise<void> => {
    page = await gallery.newPage({ reducedMotion: 'reduce' })
    onOpened({ gallery, page })
  }
  test.beforeAll(async ({ browser }) => {
    gallery = await openGallery(browser)
    if (pages === 'one') await open()
  })
  test.afterAll(() => gallery.close())
  if (pages === 'one') return
  test.beforeEach(open)
  test.afterEach(() => page.context().close())
}
