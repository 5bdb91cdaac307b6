import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'

// What the specs do on the phone screen, once for all of them; by the words a user sees.

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

/** Waits until the call shown is in this state, by its text. @param timeout ms */
export const expectState = (page: Page, text: string, timeout?: number): Promise<void> =>
  expect(page.locator('.call-state')).toHaveText(text, timeout === undefined ? {} : { timeout })

/**
 * Looks from now on for what is shown for a second or two: `expect` asks once a second, and can miss it on a busy computer.
 *
 * @returns what waits for it, and gives the text that was shown; it rejects when there was none within `limit` ms
 */
export async function watchFor(page: Page, selector: string, wanted: RegExp, limit = 20_000): Promise<() => Promise<string>> {
  const seen = await page.evaluateHandle(
    ({ selector, source, limit }) => {
      const pattern = new RegExp(source)
      const text = new Promise<string>((resolve, reject) => {
        const look = (): void => {
          const shown = [...document.querySelectorAll(selector)].find(({ textContent }) => pattern.test(textContent))
          if (!shown) return
          observer.disconnect()
          resolve(shown.textContent)
        }
        const observer = new MutationObserver(look)
        observer.observe(document, { subtree: true, childList: true, characterData: true })
        setTimeout(() => reject(new Error(`${selector} never showed ${source}`)), limit)
        look()
      })
      text.catch(() => {})
      return { text }
    },
    { selector, source: wanted.source, limit },
  )
  return () => seen.evaluate(({ text }) => text)
}

/** Both on the page of a whole file of tests, which is there once its app has started. */
export const phoneScreen = (page: () => Page) => ({
  button: (name: string): Locator => button(page(), name),
  state: (text: string, timeout?: number): Promise<void> => expectState(page(), text, timeout),
})

/** What calls a SIP user, whose name alone would be a search; a number stays as it is. */
export const dialText = (number: string): string => (/^[a-z]/.test(number) ? `sip:${number}` : number)

/** Types a number or a SIP user on the phone screen and calls it over the current line; returns while the call begins. */
export async function dial(page: Page, number: string): Promise<void> {
  await page.getByRole('button', { name: /^Phone/ }).click()
  await page.getByLabel('Number or name').fill(dialText(number))
  await page.keyboard.press('Enter')
}

/** Makes a line the current one, from the header. @param line the beginning of its name */
export async function chooseLine(page: Page, line: string): Promise<void> {
  await page.getByRole('button', { name: /^Line: / }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${line}\\b`) }).click()
}

/** Opens a line's settings. */
export async function editLine(page: Page, line: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.locator('.settings-nav').getByRole('button', { name: 'Lines' }).click()
  await page.getByRole('button', { name: `Edit: ${line}` }).click()
}

/** Ends whatever call there is, closes its summary, and goes back to the number field. */
export async function leaveCalls(page: Page): Promise<void> {
  await expect(async () => {
    for (const name of ['End call', 'Close summary']) if (await button(page, name).isVisible()) await button(page, name).click({ timeout: 500 })
    if (!(await page.getByLabel('Number or name').isVisible())) await page.getByRole('button', { name: /^Phone/ }).click({ timeout: 500 })
    await expect(page.getByLabel('Number or name')).toBeVisible({ timeout: 200 })
  }).toPass({ intervals: [50] })
}

/** A pure tone is just what the three voice switches are there to take out. */
export async function rawMicrophone(page: Page): Promise<void> {
  await page.evaluate(() => window.dialdesk.settings.change({ audio: { echoCancellation: false, noiseSuppression: false, gainControl: false } }))
}

/** Process id of the phone process, by the name main gave it. */
export async function phonePid(electron: ElectronApplication): Promise<number> {
  const pid = await electron.evaluate(({ app }) => app.getAppMetrics().find((m) => m.type === 'Utility' && m.name === 'Dialdesk phone')?.pid)
  if (pid === undefined) throw new Error('no phone process')
  return pid
}

/** Ends the phone process as a crash would. */
export const killPhone = async (electron: ElectronApplication): Promise<void> => void process.kill(await phonePid(electron), 'SIGKILL')
