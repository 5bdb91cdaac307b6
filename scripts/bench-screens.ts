// A screen's first opening, and the ones after it: from the click to its heading in a frame that has been drawn.
import type { Page } from 'playwright'
import type { Record } from './bench-results.ts'

const screens = ['Calls', 'Contacts', 'Rates', 'Web callback', 'Top up', 'Costs', 'SMS', 'Access numbers', 'Self-check', 'Settings']
/** ms in which the page loads its screens while nothing else is to be done. */
const SETTLED = 6000

export async function screenBench(page: Page, record: Record): Promise<void> {
  const open = (name: string): Promise<number | null> =>
    page.evaluate(async (wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('nav.side button')]
      const phone = buttons[0]
      const button = buttons.find(({ title }) => title === wanted)
      if (!phone || !button) return null
      const drawn = (): Promise<number> => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))
      phone.click()
      await drawn()
      const began = performance.now()
      button.click()
      let at = await drawn()
      while (document.querySelector('#content section[aria-busy=true]') || !document.querySelector('#content h1, #content h2')) at = await drawn()
      return at - began
    }, name)
  await page.waitForTimeout(SETTLED)
  const first: number[] = []
  const later: number[] = []
  for (const name of screens) {
    const took = await open(name)
    if (took === null) continue
    first.push(took)
    record(`first-open-${name.toLowerCase().replace(/\W+/g, '-')}`, 'ms', [took])
    for (let i = 0; i < 3; i++) later.push((await open(name)) ?? Number.NaN)
  }
  record('first-open', 'ms, all screens', first)
  record('open-again', 'ms, all screens', later)
}
