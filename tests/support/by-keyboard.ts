import type { Locator, Page } from '@playwright/test'
import { drawn } from './drawn.ts'
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
/** Presses of Tab after which a control counts as out of reach, unless a spec says less. */
const MOST = 150
/** Presses that are sent before it is looked where they led. */
const AT_A_TIME = 10

/** @param most presses of Tab after which a control counts as out of reach; tens */
export function byKeyboard(page: () => Page, most = MOST): Keyboard {
  const tabTo = async (target: Locator): Promise<void> => {
    for (let i = 0; i < most; i += AT_A_TIME) {
      if (await target.evaluate(stopThere)) return
      const { keyboard } = page()
      // sent in this order; several `press` would all go down first, and the browser takes that for one key held
      await Promise.all(Array.from({ length: AT_A_TIME }, () => [keyboard.down('Tab'), keyboard.up('Tab')]).flat())
    }
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
      // on a busy computer the mark moves a moment after its key, and would be taken for the next one's
      await drawn(page())
      for (let i = 0; i < MOST_CHOICES && (await option.getAttribute('data-combobox-selected')) === null; i++) {
        await page().keyboard.press('ArrowDown')
        await drawn(page())
      }
      await expect(option).toHaveAttribute('data-combobox-selected')
      await page().keyboard.press('Enter')
    },
  }
}

/**
 * Until the focus is on this element, has Tab lead no further than to it: presses are sent without looking after each.
 *
 * @returns whether the focus is there; Tab is as before then
 */
function stopThere(element: Element): boolean {
  const keys = window as { stopAt?: Element | null }
  if (keys.stopAt === undefined)
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Tab' || !keys.stopAt || document.activeElement !== keys.stopAt) return
        event.preventDefault()
        event.stopImmediatePropagation()
      },
      { capture: true },
    )
  const there = element === document.activeElement
  keys.stopAt = there ? null : element
  return there
}
