import { execFileSync } from 'node:child_process'
import de from '../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { launchApp } from '../support/app.ts'
import { startOrca } from '../support/orca.ts'
import { OrcaTranscript } from '../support/orca-transcript.ts'
import { expectState } from '../support/phone-screen.ts'
import { credentials, forgetAccounts, signInDirectly } from '../support/set-up.ts'
import { expect, type Locator, type Page, test } from '../support/test.ts'

// What Orca says while somebody who does not look does five tasks by keyboard: tests/fixtures/orca. How to write it anew: docs/testing.md.

type Place = { readonly page: Page; readonly sandbox: Sandbox; readonly texts: typeof en }
type Task = (transcript: OrcaTranscript, place: Place) => Promise<void>

const signIn: Task = async (t, { page, sandbox, texts }) => {
  const { user, password } = credentials(sandbox)
  const field = (label: string): Locator => page.getByLabel(label, { exact: true })
  await field(texts.sign.user).fill(user)
  await t.step('to the password', () => field(texts.sign.password).focus())
  await t.step('a wrong password, Enter', async () => {
    await page.keyboard.insertText('wrong')
    await page.keyboard.press('Enter')
  })
  await t.press(page, 'Tab')
  await t.step('the right password, Enter', async () => {
    await field(texts.sign.password).fill(password)
    await page.keyboard.press('Enter')
    await sandbox.exchange.waitFor('office')
  })
}

const dialling: Task = async (t, { page, texts }) => {
  await t.press(page, 'Control+2')
  // Orca leaves out events while many come at once, as when a screen fills
  await page.locator('main [data-empty]').waitFor()
  await t.press(page, 'Control+l')
  await t.step('a number', () => page.keyboard.insertText('+442079460958'))
  await t.press(page, 'Tab')
  await t.step('another number, Enter', () => call(page, texts, '10000'))
  await t.press(page, 'm')
  await t.press(page, 'm')
  await t.press(page, 'h')
  await t.press(page, 'h')
  await t.button(page, texts.call.end)
}

const incomingCall: Task = async (t, { page, sandbox, texts }) => {
  let ringing: Awaited<ReturnType<Sandbox['exchange']['callUser']>> | undefined
  await t.step('a call comes', async () => {
    ringing = await sandbox.exchange.callUser('office', { from: '+442079460958', name: 'Front desk' })
    await page.getByRole('alertdialog').waitFor()
  })
  await t.button(page, texts.in.answer)
  await ringing?.until('answered')
  await t.step('the other side hangs up', () => ringing?.hangUp())
}

const transfer: Task = async (t, { page, texts }) => {
  await page.keyboard.press('Control+l')
  await t.step('a number, Enter', () => call(page, texts, '10000'))
  await t.press(page, 't')
  await t.step('a number', () => page.keyboard.insertText('10001'))
  await t.step('Enter', async () => {
    await page.keyboard.press('Enter')
    await expectState(page, texts.call.asking)
  })
  await t.button(page, texts.xfer.complete)
  await t.step('the other side has reached 10001', () => expect(page.locator('[data-number-field]')).toBeVisible())
}

const history: Task = async (t, { page }) => {
  await t.press(page, 'Control+2')
  await page.locator('.history-row').first().waitFor()
  await t.step('to the caller', () => page.getByRole('button', { name: 'Front desk' }).first().focus())
  await t.press(page, 'ArrowUp')
  await t.press(page, 'ArrowDown')
  await t.press(page, 'Enter')
  await t.press(page, 'F6')
  await t.press(page, 'Tab')
}

const tasks: Readonly<Record<string, Task>> = { 'sign-in': signIn, dialling, 'incoming-call': incomingCall, transfer, history }

for (const language of ['en', 'de'] as const)
  test(`@peer @orca what Orca says of signing in, dialling, a call that comes, a transfer and the history (${language})`, async ({ scope }) => {
    test.setTimeout(120_000)
    test.skip(!execFileSync('orca', ['--version'], { encoding: 'utf8' }).startsWith('43.'), 'another Orca says it in other words')
    const orca = await startOrca(scope, language)
    const sandbox = scope.add(await startSandbox(), (s) => s.close())
    const { sip_1: office = {} } = sandbox.account.lines
    sandbox.account.lines = { sip_1: office }
    const { electron, page } = scope.add(
      await launchApp({
        env: orca.env,
        args: ['--force-renderer-accessibility'],
        language: language === 'de' ? 'de-DE' : 'en-US',
      }),
      (a) => a.close(),
    )
    const texts = { en, de }[language]
    // the window for calls takes the focus where no window manager is: it is there before the first word counts
    await signInDirectly(page, credentials(sandbox))
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
    await expect.poll(() => electron.windows().length).toBe(2)
    await forgetAccounts(page)
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus())
    await page.getByRole('button', { name: `${texts.sign.address}: ${texts.sign.change}` }).click()
    await page.getByLabel(texts.sign.address, { exact: true }).fill(sandbox.provider.address)
    await page.bringToFront()
    for (const [name, task] of Object.entries(tasks))
      await test.step(name, async () => {
        const transcript = new OrcaTranscript(orca, `${language}/${name}`)
        await task(transcript, { page, sandbox, texts })
        transcript.end()
      })
  })

async function call(page: Page, texts: typeof en, number: string): Promise<void> {
  const field = page.getByLabel(texts.dial.placeholder)
  await field.fill(number)
  await field.press('Enter')
  await expectState(page, texts.call.connected)
}
