import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { purity } from '../sandbox/g711.ts'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { chooseLine, dial, editLine } from '../support/phone-screen.ts'
import { temporaryFolder } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

let sandbox: Sandbox
let app: App
let page: Page
let folder: string

const { button, state } = withPhone({ tone: 1000 }, async (started, scope) => {
  ;({ sandbox, app, page } = started)
  folder = temporaryFolder(scope, 'recordings')
  // the user's own choice of folder, through the system's dialog
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as unknown as typeof dialog.showOpenDialog
  }, folder)
  await page.evaluate(() => window.dialdesk.recordings.chooseFolder())
})

type Wav = { readonly rate: number; readonly left: Int16Array; readonly right: Int16Array; readonly declared: number; readonly bytes: number }
function readWav(path: string): Wav {
  const data = readFileSync(path)
  const frames = (data.length - 44) >> 2
  const side = (at: number): Int16Array => Int16Array.from({ length: frames }, (_, i) => data.readInt16LE(44 + i * 4 + at))
  return { rate: data.readUInt32LE(24), left: side(0), right: side(2), declared: data.readUInt32LE(40), bytes: data.length - 44 }
}
const files = (): string[] => readdirSync(folder).map((name) => join(folder, name))
/** Until the file is closed: its head says as much as it holds, whatever came last. */
const finished = (): Promise<void> =>
  expect
    .poll(() => {
      const { declared, bytes } = readWav(files()[0] ?? '')
      return bytes > 0 && declared === bytes
    })
    .toBe(true)
/** The quarter of the last two seconds in which a tone is purest: a busy computer may leave a gap in one of them. */
function purest(samples: Int16Array, hz: number, rate: number): Int16Array {
  const quarters = Array.from({ length: 8 }, (_, i) => samples.subarray(samples.length - ((i + 1) * rate) / 4, samples.length - (i * rate) / 4))
  return quarters.reduce((best, quarter) => (purity(quarter, hz, rate) > purity(best, hz, rate) ? quarter : best))
}

test('@recording asks about consent once, shows that it runs, and both sides are in one file; listed, played and deleted', async () => {
  await chooseLine(page, 'office')
  await dial(page, '10001')
  await state('Connected')
  await button('Record').click()
  const dialog = page.getByRole('dialog', { name: 'Record this call?' })
  await dialog.getByRole('button', { name: 'Do not record' }).click()
  expect(files()).toEqual([])
  await button('Record').click()
  await dialog.getByRole('button', { name: 'They agree: record' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^Recording$/ })).toBeVisible()
  await expect.poll(() => files().length && readWav(files()[0] ?? '').bytes).toBeGreaterThan(16_000 * 4 * 2)
  // a reload in the call: the file goes on
  await page.reload()
  await state('Connected')
  await expect(page.getByRole('status').filter({ hasText: /^Recording$/ })).toBeVisible()
  const before = readWav(files()[0] ?? '').bytes
  await expect.poll(() => readWav(files()[0] ?? '').bytes).toBeGreaterThan(before + 16_000 * 4 * 2)
  await button('Stop recording').click()
  await expect(button('Record')).toBeVisible()
  await finished()
  const { rate, left, right } = readWav(files()[0] ?? '')
  expect(rate).toBe(16_000)
  expect(purity(purest(left, 1000, rate), 1000, rate)).toBeGreaterThan(0.9)
  const other = purest(right, 440, rate)
  expect(purity(other, 440, rate)).toBeGreaterThan(0.9)
  expect(purity(other, 1000, rate)).toBeLessThan(0.1)
  await button('End call').click()
  await button('Close summary').click()
  // in the history, with the call it belongs to
  await page.getByRole('button', { name: 'Calls', exact: true }).click()
  await page.locator('.history-row').first().getByRole('button').first().click()
  const player = page.getByLabel(/^Recording: /)
  await player.evaluate((element: HTMLAudioElement) => element.play())
  await expect.poll(() => player.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(0.1)
  expect(await player.evaluate((element: HTMLAudioElement) => Math.round(element.duration))).toBe(Math.round(left.length / rate))
  await page.getByRole('button', { name: /^Delete recording: / }).click()
  await button('Delete recording').click()
  await expect.poll(files).toEqual([])
})

test('@recording a line that records each call does so automatically; muted is recorded as silence, and the tone is heard by the far end', async () => {
  await page.evaluate(() => window.dialdesk.settings.change({ recording: { announce: true, consent: true } }))
  await editLine(page, 'office')
  await page.getByLabel('Record every call on this line').click()
  await chooseLine(page, 'office')
  await dial(page, '10000')
  // a fifth of a second, far below the voice
  const call = () => [...sandbox.exchange.calls.values()].at(-1)
  await expect.poll(() => call()?.endpoint?.purityOf(1400) ?? 0, { intervals: [20] }).toBeGreaterThan(0.001)
  await state('Connected')
  await expect(page.getByRole('status').filter({ hasText: /^Recording$/ })).toBeVisible()
  await expectHeard(page, 1000)
  await button('Mute').click()
  await expect(button('Unmute')).toHaveAttribute('aria-pressed', 'true')
  const muted = readWav(files()[0] ?? '').bytes
  // a second and a half of it
  await expect.poll(() => readWav(files()[0] ?? '').bytes).toBeGreaterThan(muted + 16_000 * 4 * 1.5)
  await button('End call').click()
  await finished()
  const { rate, left } = readWav(files()[0] ?? '')
  expect(Math.max(...left.subarray(-rate / 2).map(Math.abs))).toBeLessThan(200)
})

test('@quality live figures in a call, and their means with the call afterwards', async () => {
  await chooseLine(page, 'home')
  await dial(page, '10000')
  await state('Connected')
  const quality = page.locator('.quality')
  await expect(quality.getByText('Good', { exact: true })).toBeVisible()
  await expect(quality).toContainText(/MOS4\.\d/)
  await expect(quality).toContainText(/Loss0\.0%/)
  await button('End call').click()
  await button('Close summary').click()
  await page.getByRole('button', { name: 'Calls', exact: true }).click()
  await page.locator('.history-row').first().getByRole('button').first().click()
  await expect(page.locator('.detail-pane')).toContainText(/Good, MOS 4\.\d, 0\.0% lost/)
})
