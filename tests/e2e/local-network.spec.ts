import type { ExchangeCall } from '../sandbox/exchange-call.ts'
import type { App } from '../support/app.ts'
import { dial } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

// Chromium's Local Network Access check for WebRTC, on a page that counts as public: the audio path to our own gateway is
// just what it guards. The app's permission table lets it through; a policy of the computer may not.
let app: App
let page: Page
const { button, state, lastCall } = withPhone(
  {
    tone: 1000,
    args: ['--enable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebRTC'],
    env: { ELECTRON_HOST_PUBLIC_PAGE: '1' },
  },
  (started) => {
    ;({ app, page } = started)
  },
)

const blocked = () => page.getByText('This computer blocks the audio connection')
async function connected(): Promise<ExchangeCall> {
  await dial(page, '10000')
  await state('Connected')
  return lastCall()
}

test('the audio path under Chromium’s Local Network Access check, granted', async () => {
  await connected()
  await expectHeard(page, 1000)
  await expect(blocked()).toBeHidden()
  await button('End call').click()
})

// the app's own handlers are not put back: this is the last test of the file
test('the audio path under Chromium’s Local Network Access check, refused', async () => {
  await app.electron.evaluate(({ session }) => {
    session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'media')
    session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'media'))
  })
  await page.reload()
  const call = await connected()
  await expect(blocked()).toBeVisible({ timeout: 20_000 })
  expect(call.endpoint?.purityOf(1000) ?? 1).toBeLessThan(0.1)
  await button('End call').click()
})
