import type { Locator, Page } from '@playwright/test'
import { expect } from './test.ts'

/** What somebody does who has no mouse, on the page of a whole file of tests. */
export type Keyboard = {
  /** Moves the focus by Tab until it is there. */
  readonly tabTo: (target: Locator) => Promise<void>
  /** Moves there, and presses Enter. */
  readonly press: (target: Locator) => Promise<void>
  /** Chooses from a list that is open, or that the arrow opens: where the arrows begin is known a moment after it is shown. */
  readonly pick: (option: Locator) => Promise<void>
}

/** Presses of an arrow after which a choice counts as out of reach. */
const MOST_CHOICES = 30
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
    async pick(option) {
      if (!(await option.isVisible())) await page().keyboard.press('ArrowDown')
      await option.waitFor()
      for (let i = 0; i < MOST_CHOICES && (await option.getAttribute('data-combobox-selected')) === null; i++)
        await page().keyboard.press('ArrowDown')
      await expect(option).toHaveAttribute('data-combobox-selected')
      await page().keyboard.press('Enter')
    },
  }
}
