import { expect, type Page, test } from '@playwright/test'
import type { IpcClient } from '../../shared/contract/ipc.ts'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// What the phone screen shows of a call that just ended.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

const summary = () => page.getByRole('region', { name: 'Call summary' })
const show = (state: string): Promise<void> => gallery.show(page, state, { theme: 'light', language: 'en' })
type Recorded = { dialdesk: IpcClient; calls: unknown[] }
/** Keeps what the page sends from now on. */
const record = () =>
  page.evaluate(() => {
    const { dialdesk } = window
    const calls: unknown[] = []
    Object.assign(window, { calls })
    const keep = (name: string) => async (args: unknown) => {
      calls.push([name, args])
      return { ok: true, value: undefined }
    }
    Object.assign(dialdesk.calls, { dial: keep('dial') })
    Object.assign(dialdesk.callLog, { setNote: keep('note') })
  })
const recorded = () => page.evaluate(() => (window as unknown as Recorded).calls)

test('has duration, cost, quality as a picture and as text, and the price of another call', async () => {
  await show('call-over')
  await expect(summary()).toContainText('Call ended')
  await expect(summary()).toContainText(/Duration06:42.*Cost€0\.1206.*Call quality\s*Good/)
  const graph = summary().getByRole('img')
  await expect(graph).toHaveAccessibleName(
    'Call quality over 06:42: good for 95%, fair for 2%, poor for 3% of the time. Lowest: MOS 2.2 (Poor) at 04:12.',
  )
  await expect(graph).toContainText(/00:00.*06:42/)
  await expect(summary().locator('.price')).toContainText('€0.0180')
  await expect(summary().getByRole('button', { name: 'Save contact' })).toBeVisible()
})

test('says that the cost is not there yet', async () => {
  await show('call-over-number')
  await expect(summary()).toContainText('Costbeing billed')
})

test('announces the cost once it is known, by a region that was there before', async () => {
  await show('call-over-number')
  const status = summary().locator('span[role=status]')
  await expect(status).toBeEmpty()
  await show('call-over')
  await expect(status).toHaveText('Cost: €0.1206')
})

test('of a call that nobody answered has neither duration nor cost', async () => {
  await show('call-busy')
  await expect(summary()).toContainText('Busy')
  await expect(summary()).not.toContainText(/Duration|Cost/)
  await expect(summary().getByRole('img')).toHaveCount(0)
})

test('stays while one looks at another screen, and goes by Escape or its button', async () => {
  for (const close of [() => page.keyboard.press('Escape'), () => page.getByRole('button', { name: 'Close summary' }).click()]) {
    await show('call-over')
    await page.getByRole('button', { name: 'Contacts', exact: true }).click()
    await expect(summary()).toBeHidden()
    await page.getByRole('button', { name: 'Phone', exact: true }).click()
    await expect(summary()).toBeVisible()
    await close()
    await expect(summary()).toBeHidden()
    await expect(page.getByLabel('Number or name')).toBeFocused()
  }
})

test('leaves the number field to the next call: Escape takes nothing that was typed', async () => {
  await show('call-over')
  await page.keyboard.type('030')
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Number or name')).toHaveValue('030')
  await expect(summary()).toBeVisible()
})

/** The pause in typing after which a note is sent by a timer: what is tested is what comes before it. */
const TYPING = 500
const stopTimer = () =>
  page.evaluate((typing) => {
    const { setTimeout } = window
    Object.assign(window, { setTimeout: (run: () => void, ms?: number) => (ms === typing ? 0 : setTimeout(run, ms)) })
  }, TYPING)

test('takes a note, which is sent at once when its field is left or goes away, and when the window is hidden or closed', async () => {
  const leave = {
    left: () => page.keyboard.press('Tab'),
    closed: () => page.keyboard.press('Escape'),
    changed: () => page.keyboard.press('Control+3'),
    hidden: () =>
      page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
        Reflect.deleteProperty(document, 'hidden')
      }),
    gone: () => page.evaluate(() => void window.dispatchEvent(new Event('pagehide'))),
  }
  for (const [text, by] of Object.entries(leave)) {
    await show('call-over')
    await record()
    await stopTimer()
    await summary().getByLabel('Note').pressSequentially(text)
    await by()
    await expect.poll(recorded).toEqual([['note', { callId: 'call-0001', note: text }]])
  }
  await page.reload()
})

test('keeps a note that is sent while it is typed, and says so', async () => {
  await show('call-over')
  await record()
  await summary().getByLabel('Note').fill('calls back on Monday')
  await expect(summary().getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect(await recorded()).toEqual([['note', { callId: 'call-0001', note: 'calls back on Monday' }]])
})

test('calls again by a click, and not by the second click of a double click on "End call"', async () => {
  await show('call-over')
  await record()
  const again = summary().getByRole('button', { name: 'Call again' })
  await again.dispatchEvent('click', { detail: 2 })
  expect(await recorded()).toEqual([])
  await again.click()
  await expect.poll(recorded).toMatchObject([['dial', { number: '00494066969214', lineId: 'sip_1', origin: 'redial' }]])
})

test('gives way to the next call', async () => {
  await show('call-over')
  await expect(summary()).toBeVisible()
  await show('call-connected')
  await expect(summary()).toBeHidden()
})

for (const width of [1120, 800, 420])
  test(`is the first that one sees on the phone screen, with nothing cut off, at ${width} px`, async () => {
    await page.setViewportSize({ width, height: 720 })
    await show('call-over')
    const box = await summary().boundingBox()
    expect(box?.y ?? 1000).toBeLessThan(200)
    expect(await summary().evaluate((s) => s.scrollWidth - s.clientWidth)).toBeLessThanOrEqual(0)
    await expect(summary().getByRole('button', { name: 'Call again' })).toBeInViewport()
    // nothing lies over what follows
    const dialler = await page.getByRole('region', { name: 'Dial', exact: true }).boundingBox()
    const recent = await page.getByRole('region', { name: 'Recent calls' }).boundingBox()
    if (!box || !dialler || !recent) throw new Error('a part of the phone screen is missing')
    if (width < 720) expect([dialler.y >= box.y + box.height, recent.y >= dialler.y + dialler.height]).toEqual([true, true])
    else expect(recent.y).toBeGreaterThanOrEqual(box.y + box.height)
  })
