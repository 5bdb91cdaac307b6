import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Gallery } from '../gallery/open.ts'
import { withGallery } from './with-gallery.ts'

// A row opens by a click anywhere in it, and the next one is an arrow away.
let gallery: Gallery
let page: Page
withGallery('one', (opened) => {
  ;({ gallery, page } = opened)
})

const lists = [
  ['calls', '.history-row', '.detail-pane'],
  ['contacts', '.contact-row', '.detail-pane'],
  ['cards', '.table tbody tr', '.detail-pane'],
] as const
for (const [state, rows, detail] of lists) {
  test(`${state}: a click at the far end of a row opens it`, async () => {
    await gallery.show(page, state, { theme: 'light', language: 'en' })
    const row = page.locator(rows).first()
    const { width, height } = (await row.boundingBox()) ?? { width: 0, height: 0 }
    await row.click({ position: { x: width - 6, y: height - 6 } })
    await expect(page.locator(detail)).toBeVisible()
  })
  test(`${state}: arrows, Home and End move from row to row`, async () => {
    await gallery.show(page, state, { theme: 'light', language: 'en' })
    const names = page.locator('[data-row]')
    const last = (await names.count()) - 1
    expect(last).toBeGreaterThan(0)
    await names.first().focus()
    for (const [key, at] of [
      ['ArrowDown', 1],
      ['ArrowUp', 0],
      ['ArrowUp', 0],
      ['End', last],
      ['ArrowDown', last],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key)
      await expect(names.nth(at)).toBeFocused()
    }
  })
}

test('a letter that is taken back shows the rows of before at once, and they are read again', async () => {
  await gallery.show(page, 'calls', { theme: 'light', language: 'en' })
  const pane = page.locator('.result-pane')
  const rows = await page.locator('.history-row').count()
  await page.evaluate(() => {
    const { history } = window.dialdesk
    const { query } = history
    const gate = Promise.withResolvers<void>()
    const asked: string[] = []
    let open = true
    Object.assign(window, { asked, close: () => (open = false), answer: gate.resolve })
    Object.assign(history, {
      query: async (of: Parameters<typeof query>[0]) => {
        asked.push(of.text)
        if (!open) await gate.promise
        return query(of)
      },
    })
  })
  const field = page.getByLabel('Name, number, place')
  await field.pressSequentially('ge')
  await expect(pane).toHaveAttribute('aria-busy', 'false')
  await page.evaluate(() => (window as unknown as { close: () => void }).close())
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  // nothing has been answered
  expect(await pane.getAttribute('aria-busy')).toBe('false')
  expect(await page.locator('.history-row').count()).toBe(rows)
  expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual(['g', 'ge', 'g', ''])
  await field.pressSequentially('x')
  await expect(pane).toHaveAttribute('aria-busy', 'true')
  await page.evaluate(() => (window as unknown as { answer: () => void }).answer())
  await expect(pane).toHaveAttribute('aria-busy', 'false')
})

test('a search that finds other calls changes the rows that are there, wherever its days begin', async () => {
  await gallery.show(page, 'calls', { theme: 'light', language: 'en' })
  const rows = page.locator('.history-row')
  const count = await rows.count()
  await page.evaluate(() => {
    const { history } = window.dialdesk
    const { query } = history
    Object.assign(history, {
      // two calls a day; of the newest one less for the second letter, so that each head is one place further up
      query: async (of: Parameters<typeof query>[0]) => {
        const found = await query(of)
        if (!found.ok) return found
        const entries = found.value.entries.map((entry, i) => ({ ...entry, startedAt: entry.startedAt - Math.floor(i / 2) * 86_400_000 }))
        return { ok: true, value: { ...found.value, entries: of.text === 'ab' ? entries.slice(1) : entries } }
      },
    })
  })
  const field = page.getByLabel('Name, number, place')
  await field.fill('a')
  await expect.poll(() => page.locator('.day').count()).toBeGreaterThan(1)
  await page.evaluate(() => {
    Object.assign(window, { there: new Set(document.querySelectorAll('.history-row, .day')) })
  })
  await field.fill('ab')
  await expect(rows).toHaveCount(count - 1)
  const made = await page.locator('.history-row, .day').evaluateAll((all) => {
    const { there } = window as unknown as { there: Set<Element> }
    return all.filter((one) => !there.has(one)).map((one) => one.className)
  })
  expect(made).toEqual([])
})

test('older calls can be loaded where a search finds none, a year further back each time', async () => {
  await gallery.show(page, 'calls-empty', { theme: 'light', language: 'en' })
  await page.evaluate(() => {
    const { history } = window.dialdesk
    const { sync } = history
    const asked: unknown[] = []
    Object.assign(window, { asked })
    Object.assign(history, {
      sync: (range: Parameters<typeof sync>[0]) => {
        asked.push(range)
        return sync(range)
      },
    })
  })
  await page.getByLabel('Name, number, place').fill('anna')
  await expect(page.getByText('Nothing matches these filters.')).toBeVisible()
  const older = page.getByRole('button', { name: 'Load older calls' })
  await older.click()
  await older.click()
  expect(await page.evaluate(() => (window as unknown as { asked: unknown[] }).asked)).toEqual([
    { from: '2025-10-25', to: '2026-11-23' },
    { from: '2024-10-25', to: '2026-11-23' },
  ])
})

test('a recent call puts its number into the number field, by a click anywhere; its button can be pressed', async () => {
  await gallery.show(page, 'phone', { theme: 'light', language: 'en' })
  const row = page.locator('.call-row').filter({ hasText: 'Accounting' }).first()
  const { height } = (await row.boundingBox()) ?? { height: 0 }
  await row.click({ position: { x: 8, y: height - 6 } })
  await expect(page.locator('[data-number-field]')).toHaveValue(/23125110/)
  await row.hover()
  await row.getByRole('button', { name: /^Call / }).click({ trial: true, timeout: 5000 })
})

for (const state of ['phone', 'calls', 'contacts', 'cards'] as const)
  test(`${state}: a row has its menu by right click, and by the menu key, which leads back to it`, async () => {
    await gallery.show(page, state, { theme: 'light', language: 'en' })
    const row = page.locator('[data-number]').first()
    const number = (await row.getAttribute('data-number')) ?? ''
    expect(number).toMatch(/^\+?\d/)
    await row.click({ button: 'right' })
    await expect(page.getByRole('menu').getByRole('menuitem')).toHaveText([
      // with its price, where that is known
      /^Call/,
      'Web callback',
      'SMS',
      'New message',
      'Copy number',
      'Save contact',
      'Block number',
      ...(state === 'calls' ? ['Delete from this computer'] : []),
    ])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
    const button = page.locator('[data-row]').first()
    await expect(button).toBeFocused()
    await page.keyboard.press('Shift+F10')
    await expect(page.getByRole('menu')).toBeVisible()
    await page.getByRole('menuitem', { name: /^Call/ }).click()
    await expect.poll(async () => (await page.locator('[data-number-field]').inputValue()).replaceAll(' ', '')).toBe(number.replaceAll(' ', ''))
  })

test('calls: a row has a button for its menu; what is deleted is offered back, from every screen and by Ctrl Z', async () => {
  await gallery.show(page, 'calls-deleted', { theme: 'light', language: 'en' })
  await page.evaluate(() => {
    const stage = window as unknown as { asked: unknown[]; dialdesk: { history: object } }
    stage.asked = []
    const note = (name: string) => async (args: unknown) => {
      stage.asked.push([name, args])
      return { ok: true, value: undefined }
    }
    Object.assign(stage.dialdesk.history, { remove: note('remove'), undo: note('undo'), removeMatching: note('removeMatching') })
  })
  const asked = () => page.evaluate(() => (window as unknown as { asked: unknown[] }).asked)
  const row = page.locator('.history-row').first()
  const position = Number(await row.getAttribute('data-entry'))
  await row.hover()
  await row.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Delete from this computer' }).click()
  expect(await asked()).toEqual([['remove', { positions: [position] }]])
  await expect(row.locator('[data-row]')).toBeFocused()
  await page.keyboard.press('Delete')
  expect(await asked()).toHaveLength(2)
  await page.keyboard.press('Control+2')
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('status').filter({ hasText: '12 calls deleted from this computer' })).toBeVisible()
  await page.getByRole('heading', { level: 1 }).first().click()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  expect((await asked()).slice(2)).toEqual([
    ['undo', { deletion: 1 }],
    ['undo', { deletion: 1 }],
  ])
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: 'Delete the calls listed here' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete \d+ calls?$/ })
    .click()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect((await asked()).at(-1)).toMatchObject(['removeMatching', { confirmed: true, text: '' }])
})

test('calls: where records are missing, the list says which and the sum that it is the least', async () => {
  await gallery.show(page, 'calls-incomplete', { theme: 'light', language: 'en' })
  await expect(page.getByText('3 records from the provider could not be read')).toBeVisible()
  await expect(page.getByText('the provider gives no more records of this day')).toBeVisible()
  await expect(page.getByText('Spent on these days, at least')).toBeVisible()
})

test('the day of the calls in view stays at the top of a list', async () => {
  await page.setViewportSize({ width: 1120, height: 260 })
  await gallery.show(page, 'calls', { theme: 'light', language: 'en' })
  const topOf = (what: Locator) => what.evaluate((element) => element.getBoundingClientRect().top)
  const pane = page.locator('.result-pane')
  const day = page.locator('.day').first()
  // its second call is the first in view
  await page
    .locator('.history-row')
    .nth(1)
    .evaluate((row) => row.scrollIntoView())
  expect(await topOf(page.locator('.history-row').first())).toBeLessThan(await topOf(pane))
  expect(Math.abs((await topOf(day)) - (await topOf(pane)))).toBeLessThan(2)
})

for (const [state, name] of [
  ['phone', 'Missed 2'],
  ['calls', 'Missed'],
] as const)
  test(`${state}: missed calls that are looked at count as seen`, async () => {
    await gallery.show(page, state, { theme: 'light', language: 'en' })
    await page.evaluate(() => {
      const stage = window as unknown as { seen: number; dialdesk: { callLog: object } }
      stage.seen = 0
      Object.assign(stage.dialdesk.callLog, { markSeen: async () => ({ ok: true, value: (stage.seen += 1) }) })
    })
    await page.getByText(name, { exact: true }).click()
    await expect.poll(() => page.evaluate(() => (window as unknown as { seen: number }).seen)).toBe(1)
  })

test('calls: a screen reader hears which way each call went, also where its destination stands in the row', async () => {
  await gallery.show(page, 'calls', { theme: 'light', language: 'en' })
  const rows = await page.locator('.history-row').evaluateAll((all) =>
    all.map((row) => {
      const ids = row.querySelector('[data-row]')?.getAttribute('aria-describedby')?.split(' ') ?? []
      return { missed: row.classList.contains('missed'), said: ids.map((id) => document.getElementById(id)?.textContent).join(' ') }
    }),
  )
  expect(rows.filter(({ said }) => /^outgoing, \S/.test(said))).not.toEqual([])
  for (const { missed, said } of rows) expect(said).toMatch(missed ? /^Missed/ : /^(outgoing|incoming)/)
})
