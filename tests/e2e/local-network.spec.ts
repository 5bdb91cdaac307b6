import type { ExchangeCall } from '../sandbox/exchange-call.ts'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { button, dial, expectState, leaveCalls } from '../support/phone-screen.ts'
import { sharedScope, startSignedIn } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { heardInPage } from '../support/tone.ts'

// Chromium's Local Network Access check for WebRTC, on a page that counts as public: the audio path to our own gateway is
// just what it guards. The app's permission table lets it through; a policy of the computer may not.
const scope = sharedScope()
let sandbox: Sandbox
let app: App
let page: Page

test.beforeAll(async () => {
  ;({ sandbox, app, page } = await startSignedIn(scope, {
    tone: 1000,
    args: ['--enable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebRTC'],
    env: { ELECTRON_HOST_PUBLIC_PAGE: '1' },
  }))
})
test.beforeEach(() => leaveCalls(page))

const blocked = () => page.getByText('This computer blocks the audio connection')
async function connected(): Promise<ExchangeCall> {
  await dial(page, '10000')
  await expectState(page, 'Connected')
  return [...sandbox.exchange.calls.values()].at(-1) as ExchangeCall
}

test('the audio path under Chromium’s Local Network Access check, granted', async () => {
  await connected()
  expect(Math.abs((await heardInPage(page)) - 1000)).toBeLessThanOrEqual(10)
  await expect(blocked()).toBeHidden()
  await button(page, 'End call').click()
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
  await button(page, 'End call').click()
})
