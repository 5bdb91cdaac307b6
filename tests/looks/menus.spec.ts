import { expect, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// The buttons whose menus are made when they are opened first (components/menu-button.tsx): as usable as if they had been there from the start.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})
test.beforeEach(() => gallery.show(page, 'phone', { theme: 'light', language: 'en' }))

const button = () => page.getByRole('button', { name: 'Choose line' })
const menu = () => page.getByRole('menu')
const item = (n: number) => page.getByRole('menuitem').nth(n)

test('by keyboard: opened on its first item, gone with Escape, which gives the focus back; once more the same', async () => {
  await expect(button()).toHaveAttribute('aria-expanded', 'false')
  for (const key of ['Enter', 'Space', 'Enter']) {
    await button().focus()
    await page.keyboard.press(key)
    await expect(item(0)).toBeFocused()
    await expect(button()).toHaveAttribute('aria-expanded', 'true')
    // the menu and its button name each other
    await expect(menu()).toHaveAccessibleName('Choose line')
    expect(await button().getAttribute('aria-controls')).toBe(await menu().getAttribute('id'))
    await page.keyboard.press('ArrowDown')
    await expect(item(1)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(menu()).toHaveCount(0)
    await expect(button()).toBeFocused()
    await expect(button()).toHaveAttribute('aria-expanded', 'false')
  }
})

test('by mouse: a second press closes it, and so does a press elsewhere; it opens at its button', async () => {
  for (const close of [() => button().click(), () => page.getByRole('heading', { name: 'Recent calls' }).click()]) {
    await button().click()
    await expect(menu()).toBeVisible()
    const [at, below] = [await button().boundingBox(), await menu().boundingBox()]
    if (!at || !below) throw new Error('not drawn')
    expect(Math.abs(below.x + below.width - at.x - at.width)).toBeLessThan(2)
    expect(below.y).toBeGreaterThanOrEqual(at.y + at.height)
    await close()
    await expect(menu()).toHaveCount(0)
  }
  // what is chosen closes it, too
  await button().click()
  await page.getByRole('menuitem', { name: 'Withhold my number for the next call' }).click()
  await expect(menu()).toHaveCount(0)
  await expect(page.getByText('Your number is withheld for the next call.')).toBeVisible()
})
