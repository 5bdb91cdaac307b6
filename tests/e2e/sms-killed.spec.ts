import { once } from 'node:events'
import t from '../../renderer/src/i18n/en.json' with { type: 'json' }
import { launchApp } from '../support/app.ts'
import { startKeyring } from '../support/keyring.ts'
import { addAccount, credentials, signInDirectly, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

test('killed while an SMS goes to five: nobody gets it twice, and the rest waits until the user goes on @sms', async ({ scope }) => {
  test.skip(process.platform !== 'linux', 'a private keychain can be made on Linux only')
  const keyring = scope.add(await startKeyring('unlocked'), (k) => k.close())
  const options = { userData: temporaryFolder(scope, 'dialdesk-killed'), env: keyring.env }
  const own = await startApp(scope, options)
  const { provider } = own.sandbox
  await signInDirectly(own.page, credentials(own.sandbox, addAccount(own.sandbox, 'killed', { lines: {} })), true)
  const numbers = [71, 72, 73, 74, 75].map((end) => `+491713920${end}0`)
  // the third is taken, and its reply never comes while the app lives
  provider.override = ({ module, body }, normal) => (module === 'sms' && body.includes('1713920730') ? { text: normal(), delay: 60_000 } : null)
  const recipients = numbers.map((number) => ({ id: crypto.randomUUID(), number }))
  await own.page.evaluate((to) => window.dialdesk.sms.sendAll({ text: 'Hello', recipients: to }), recipients)
  const requests = () => provider.requests.filter(({ module }) => module === 'sms').map(({ body }) => /phonenumbers=00(\d+)/.exec(body)?.[1])
  await expect.poll(requests).toHaveLength(3)
  const main = own.app.electron.process()
  const gone = once(main, 'exit')
  process.kill(main.pid ?? 0, 'SIGKILL')
  await gone
  provider.override = null
  const again = scope.add(await launchApp(options), (a) => a.close())
  await again.page.locator('nav.side').getByRole('button', { name: t.nav.sms }).click()
  const mailing = again.page.locator('.mailing')
  await expect(mailing).toContainText(t.sms.stopped_other.replace('{done}', '3').replace('{count}', '5'))
  expect(requests()).toHaveLength(3)
  await mailing.getByRole('button', { name: t.sms.sendRest_other.replace('{count}', '2') }).click()
  await expect(mailing).toHaveCount(0)
  expect(requests()).toEqual(numbers.map((number) => number.slice(1)))
  await expect(again.page.locator('.result-pane .plain-list li').filter({ hasText: t.operation.word.unknown })).toHaveCount(1)
})
