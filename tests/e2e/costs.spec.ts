import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { byKeyboard } from '../support/by-keyboard.ts'
import { moveToNoon } from '../support/noon.ts'
import { button, dial } from '../support/phone-screen.ts'
import { readState, startSignedIn, temporaryFolder } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

const DAY = 86_400_000

test('by keyboard: what calls cost, a budget with its warning after a billed call, and statements @costs', async ({ scope }) => {
  const folder = temporaryFolder(scope, 'dialdesk-statements')
  const { page, app, sandbox } = await startSignedIn(scope)
  const { services } = sandbox.provider
  // the system's dialog cannot be driven: where it would save is given
  await app.electron.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = (async (...args: { defaultPath?: string }[]) => ({
      canceled: false,
      filePath: `${to}/${args.at(-1)?.defaultPath}`,
    })) as never
  }, folder)
  const { tabTo, press } = byKeyboard(() => page)
  const now = Date.now()
  const today = await moveToNoon(page, sandbox)
  // in this month and the one before, on several days, so that a forecast can be made
  for (const [days, number, seconds] of [
    [0, '00442079460958', 600],
    [0, '004930231251', 120],
    [9, '004930231251', 60],
    [12, '004917012345', 300],
    [20, '00442079460958', 300],
  ] as const)
    services.cdrs.push({
      begin: now - days * DAY - 60_000,
      seconds,
      number,
      destination: number.startsWith('0044') ? 'United Kingdom, landline' : 'Germany, landline',
      amount: seconds * 10,
      type: 'VOIP',
    })

  // the screen, grouped by destination, as bars in words and as a table
  await press(page.locator('nav.side').getByRole('button', { name: 'Costs', exact: true }))
  await expect(page.getByRole('heading', { name: 'Costs', exact: true })).toBeVisible()
  const groups = page.getByRole('radiogroup', { name: 'Group by' })
  await expect(page.locator('figcaption')).toContainText('billed call')
  await tabTo(groups.getByRole('radio', { checked: true }))
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(groups.getByRole('radio', { name: 'Destination' })).toBeChecked()
  const uk = page.getByRole('row', { name: /^United Kingdom, landline/ })
  await expect(uk).toContainText('€')
  await press(button(page, 'View as table'))
  await expect(page.locator('figure')).toHaveCount(0)
  await expect(page.getByRole('row', { name: /^Total/ })).toBeVisible()
  // how long the balance lasts, and from what that is worked out
  await expect(page.getByText(/^About \d+ days$|^More than a year$/).first()).toBeVisible()
  await expect(page.getByText('at this rate, from the last 21 days').first()).toBeVisible()

  // a budget that the next call uses up
  const spent = async (): Promise<number> => (await readState(page)).services.costs.months.find(({ currency }) => currency === 'EUR')?.spent ?? 0
  await expect.poll(spent).toBeGreaterThan(0)
  await press(button(page, 'Set a budget'))
  const field = page.getByLabel('Budget per month', { exact: true })
  await tabTo(field)
  const budget = Math.round((await spent()) / 70) / 100
  await page.keyboard.type(budget.toFixed(2))
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await readState(page)).services.costs.months[0]?.budget).toBe(Math.round(budget * 10_000))
  const warning = page.getByRole('status').filter({ hasText: /of your budget for this month is spent|budget for this month is used up/ })
  await expect(warning).toHaveCount(0)
  await dial(page, '10001')
  await expect(page.locator('.call-state')).toHaveText('Connected')
  services.bill(sandbox.account, '00442079460999', Date.now(), 300)
  await page.keyboard.press('Control+e')
  await expect(warning).toBeVisible({ timeout: 40_000 })
  const key = (await readState(page)).services.costs.notified.at(-1)
  expect(key).toMatch(/^\d{4}-\d\d EUR \d+ (80|100)$/)
  await press(warning.getByRole('button', { name: 'Dismiss' }))
  await expect(warning).toHaveCount(0)

  // statements
  await press(page.locator('nav.side').getByRole('button', { name: 'Costs', exact: true }))
  await press(button(page, 'Statement'))
  await press(page.getByRole('dialog').getByRole('button', { name: 'Save statement' }))
  const saved = page.getByText(/^Saved: /)
  await expect(saved).toContainText('.pdf', { timeout: 60_000 })
  const path = (await saved.innerText()).replace('Saved: ', '')
  expect(path).toContain(`${today.slice(0, 7)}-01-${today}.pdf`)
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
  if (existsSync('/usr/bin/pdftotext')) {
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    for (const part of [
      'Statement of calls',
      'practice',
      'By destination',
      'By line',
      'By day',
      'United Kingdom, landline',
      'EUR',
      'Page 1 of ',
      '+44',
    ])
      expect(text).toContain(part)
  }
  await press(button(page, 'Statement'))
  await tabTo(page.getByRole('dialog').getByRole('radio', { checked: true }))
  await page.keyboard.press('ArrowDown')
  await press(page.getByRole('dialog').getByRole('button', { name: 'Save statement' }))
  await expect(saved).toContainText('.csv', { timeout: 60_000 })
  const csv = readFileSync((await saved.innerText()).replace('Saved: ', ''), 'utf8')
  expect(csv.startsWith('\uFEFFStatement of calls,')).toBe(true)
  expect(csv).not.toContain('(+33)')
  expect(csv).toMatch(/\r\nCall,[^\r]*\(\+44\)[^\r]*\r\n/)
  expect(csv).toMatch(/\r\nTotal,[^\r]*EUR\r\n$/)
  expect(
    csv
      .split('\r\n')
      .flatMap((line) => line.split(','))
      .filter((cell) => /^[=+\-@\t]/.test(cell)),
  ).toEqual([])

  // of days that were not read before, and without the provider
  services.cdrs.push({ begin: now - 400 * DAY, seconds: 60, number: '0033199001234', destination: 'France', amount: 600, type: 'VOIP' })
  const since = (days: number): string => new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(now - days * DAY)
  const save = async (days: number): Promise<string> => {
    await press(button(page, 'Statement'))
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /^CSV/ }).check()
    await dialog.getByRole('textbox', { name: 'From' }).fill(since(days))
    await press(dialog.getByRole('button', { name: 'Save statement' }))
    await expect(dialog).toHaveCount(0, { timeout: 60_000 })
    return readFileSync((await saved.innerText()).replace(/^Saved: |\. It is not complete.*$/g, ''), 'utf8')
  }
  expect(await save(410)).toMatch(/\r\nCall,[^\r]*\(\+33\)/)
  sandbox.provider.override = ({ module }) => (module === 'cdrs' ? { text: '', drop: true } : null)
  expect(await save(800)).toContain('\r\nNote,"The records of these days could not be read')
  await expect(saved).toContainText('It is not complete')
})
