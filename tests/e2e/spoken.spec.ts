import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { practice, startSandbox } from '../sandbox/index.ts'
import { languagesOf } from '../support/languages.ts'
import { ScreenReader } from '../support/screen-reader.ts'
import { type SetUp, sharedScope, startApp } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

// What a screen reader says through the main tasks, by keyboard alone, as text in tests/fixtures/spoken. `[key]` is what was pressed, the line below it
// what has the focus then, `*` what was announced. How to write it anew, and what to look for: docs/testing.md.

const nothing = async (): Promise<void> => {}

function expectSpoken(language: string, task: string, transcript: string): void {
  const path = join(import.meta.dirname, '../fixtures/spoken', language, `${task}.txt`)
  // an earlier call is billed some seconds after it, whatever is done by then
  const steady = transcript.replaceAll(/\n *\* status: (Cost|Kosten): [^\n]*/g, '')
  if (process.env['DIALDESK_WRITE_SPOKEN']) writeFileSync(path, steady)
  expect(steady).toBe(readFileSync(path, 'utf8'))
}

for (const { language, locale, t } of languagesOf('en')) {
  test.describe(`what is spoken, ${language}`, () => {
    const scope = sharedScope()
    let setUp: SetUp
    let reader: ScreenReader
    /** An announcement with this text. */
    const says = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    /** Calls what is in the field; the other side answers once that has been said. */
    const call = async (number: string, answered: string): Promise<void> => {
      const { silent } = setUp.sandbox.exchange
      silent.add(number)
      await reader.press('Enter', says(t.call.calling))
      silent.delete(number)
      await reader.does('(the other side answers)', nothing, says(answered))
    }

    // each task begins where the one before it ended: one app for all
    test.describe.configure({ mode: 'serial' })
    test.beforeAll(async () => {
      const sandbox = scope.add(await startSandbox(), (s) => s.close())
      const { sip_1: office = {} } = sandbox.account.lines
      setUp = await startApp(scope, { sandbox, lines: { sip_1: office }, language: locale })
      await setUp.page.locator('form').waitFor()
      // whether ringing and answering are noticed before a side that does so at once has answered is chance, as are when the provider has billed a call,
      // and how well a busy computer keeps up with the audio
      const byChance = [t.call.remoteRinging, t.call.answering, t.summary.cost, t.quality.announce.split('{')[0]]
      reader = await ScreenReader.start(setUp.page, new RegExp(byChance.join('|')))
    })

    test('sign-in', async () => {
      const { sandbox, page } = setUp
      await reader.begin()
      await reader.type(practice.userName)
      await reader.press('Tab')
      await reader.type('not-this-one', undefined, '(a wrong password)')
      await reader.moveTo(`${t.sign.address}: ${t.sign.change}`)
      await reader.press('Enter')
      await reader.press('Control+A')
      await reader.type(sandbox.provider.address, undefined, '<provider>')
      await reader.does('Enter', async () => {
        await page.keyboard.press('Enter')
        await expect(page.getByLabel(t.sign.password, { exact: true })).toBeFocused()
      })
      await reader.press('Control+A')
      await reader.type(practice.password, undefined, '(the password)')
      await reader.does(
        'Enter',
        async () => {
          await page.keyboard.press('Enter')
          await page.locator('[data-number-field]').waitFor()
          await sandbox.exchange.waitFor('office')
        },
        says(t.provision.done.split(':')[0] ?? ''),
      )
      expectSpoken(language, 'sign-in', reader.transcript)
    })

    test('dialling', async () => {
      await reader.begin()
      await reader.press('Control+l')
      await reader.type('+442079460958', /€/)
      await reader.press('Tab')
      await reader.press('Shift+Tab')
      await reader.press('Control+A')
      await reader.type('10000', says(t.dial.short))
      await call('10000', t.call.connected)
      await reader.press('m', says(t.call.muted))
      await reader.press('m', says(t.call.mutedNoMore))
      await reader.press('h', says(t.call.held))
      await reader.press('h', says(t.call.connected))
      await reader.moveTo(t.call.end)
      await reader.press('Enter', says(t.end['hung-up-here']))
      await reader.press('Escape')
      expectSpoken(language, 'dialling', reader.transcript)
    })

    test('incoming call', async () => {
      const { sandbox } = setUp
      await reader.begin()
      const first = await sandbox.exchange.callUser('office', { from: '+442079460958', name: 'Front desk' })
      await reader.does('(a call comes in)', nothing, says('Front desk'))
      await reader.moveTo(t.in.silence, 'F6')
      await reader.does('Enter', async () => {
        await setUp.page.keyboard.press('Enter')
        await expect(setUp.page.getByRole('alertdialog').getByRole('button', { name: t.in.silence })).toBeDisabled()
      })
      await reader.moveTo(t.in.answer)
      await reader.press('Enter', says(t.call.connected))
      await first.until('answered')
      const second = await sandbox.exchange.callUser('office', { from: '+493023125110' })
      await reader.does('(a second call comes in)', nothing, says('+49 30 23125110'))
      second.hangUp()
      await reader.does('(it is gone)', () => expect(setUp.page.locator('.strip')).toHaveCount(0))
      first.hangUp()
      await reader.does('(the other side hangs up)', nothing, says(t.end['hung-up-there']))
      await reader.press('Escape')
      expectSpoken(language, 'incoming-call', reader.transcript)
    })

    test('transfer', async () => {
      await reader.begin()
      await reader.press('Control+l')
      await reader.type('10000', says(t.dial.short))
      await call('10000', t.call.connected)
      await reader.press('t')
      await reader.type('10001')
      await call('10001', t.call.asking)
      await reader.moveTo(t.xfer.complete)
      // the other side may have reached 10001 before the next step
      await reader.press('Enter', new RegExp(`${t.xfer.underWay.split('{')[0]}[^]*${t.end.transferred}`))
      await reader.press('Escape')
      // which of the two calls ends last is chance
      const done = new RegExp(`(?:\\* status: ${t.call.held}, [^\\n]*\\s*)?(\\* status: ${t.end.transferred}), \\d+`)
      expectSpoken(language, 'transfer', reader.transcript.replace(done, '$1, <party>'))
    })

    test('history', async () => {
      const { page } = setUp
      await reader.begin()
      await reader.press('Control+2')
      await page.locator('.history-row').first().waitFor()
      // the sums come after the rows
      await page.locator('.spend').waitFor()
      await expect(page.getByRole('button', { name: t.calls.read })).toBeEnabled()
      await reader.does('(the calls are shown)', nothing)
      await reader.moveTo('Front desk')
      await reader.press('ArrowDown')
      await reader.press('Home')
      await reader.press('Enter')
      await reader.press('F6')
      await reader.press('Tab')
      await reader.press('Enter')
      // whether a call is billed by now, and so has a destination, is chance
      const billed = reader.transcript.replaceAll(', Free CALL', '').replace(/"[^"]+(: \S+(\s€)?, 5 )/, '"<day>$1')
      // so is whether what the number is comes with its field, or is announced after it
      const transcript = billed.replace(new RegExp(`\\n *\\* status: ${t.dial.short}(?=\\n?$)`), '')
      expectSpoken(language, 'history', transcript)
    })
  })
}
