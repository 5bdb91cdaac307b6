import type { Locator, Page } from '@playwright/test'
import { expect } from './test.ts'

/** What somebody does who has no mouse, on the page of a whole file of tests. */
export type Keyboard = {
  /** Moves the focus by Tab until it is there. */
  readonly tabTo: (target: Locator) => Promise<void>
  /** Moves there, and presses Enter. */
  readonly press: (target: Locator) => Promise<void>
}

/** Presses of Tab after which a control counts as out of reach. */
const MOST = 150

export function byKeyboard(page: () => Page): Keyboard {
  const tabTo = async (target: Locator): Promise<void> => {
    for (let i = 0; i < MOST && !(await target.evaluate((e) => e === document.activeElement)); i++) await page().keyboard.press('Tab')
    await expect(target).toBeFocused()
  }
  return {
    tabTo,
    async press(target) {
      await tabTo(target)
      await page().keyboard.press('Enter')
    },
  }
}
