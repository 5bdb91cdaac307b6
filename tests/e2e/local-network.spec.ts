import type { ExchangeCall } from '../sandbox/exchange-call.ts'
import { practice, startSandbox } from '../sandbox/index.ts'
import { launchApp, signIn } from '../support/app.ts'
import { button, dial, expectState, rawMicrophone } from '../support/phone-screen.ts'
import { expect, test } from '../support/test.ts'
import { heardInPage, toneFile } from '../support/tone.ts'

// Chromium's Local Network Access check for WebRTC, on a page that counts as public: the sound path to our own gateway is
// just what it guards. The app's permission table lets it through; a policy of the computer may not.
for (const granted of [true, false]) {
  test(`the sound path under Chromium's Local Network Access check, ${granted ? 'granted' : 'refused'}`, async () => {
    const sandbox = await startSandbox()
    const app = await launchApp({
      microphone: toneFile(1000),
      args: ['--enable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebRTC'],
      env: { ELECTRON_HOST_PUBLIC_PAGE: '1' },
    })
    const { page } = app
    try {
      if (!granted) {
        await app.electron.evaluate(({ session }) => {
          session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'media')
          session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'media'))
        })
      }
      await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
      await button(page, 'Do not trust').click()
      await rawMicrophone(page)
      await dial(page, '10000')
      await expectState(page, 'Connected')
      const blocked = page.getByText('This computer blocks the sound path')
      const call = [...sandbox.exchange.calls.values()].at(-1) as ExchangeCall
      if (granted) {
        expect(Math.abs((await heardInPage(page)) - 1000)).toBeLessThanOrEqual(10)
        await expect(blocked).toBeHidden()
      } else {
        await expect(blocked).toBeVisible({ timeout: 20_000 })
        expect(call.endpoint?.purityOf(1000) ?? 1).toBeLessThan(0.1)
      }
      await button(page, 'End call').click()
    } finally {
      await app.close()
      await sandbox.close()
    }
  })
}
