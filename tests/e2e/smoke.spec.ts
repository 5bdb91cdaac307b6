import { expect, test } from '@playwright/test'
import { startSandbox } from '../sandbox/index.ts'
import { launchApp, signIn } from '../support/app.ts'
import { heardInPage, toneFile } from '../support/tone.ts'

test('opens', async () => {
  const sandbox = await startSandbox()
  if (process.env.DBG) sandbox.exchange.on('message', (t, d) => console.log(d, t.split('\r\n')[0]))
  const app = await launchApp({ microphone: toneFile(1000) })
  const { page } = app
  page.on('console', (m) => console.log('PAGE', m.text()))
  page.on('pageerror', (m) => console.log('PAGEERR', m))
  try {
    await signIn(page, { address: sandbox.provider.address, user: 'practice', password: 'made-up-Practice-1' })
    await expect(page.getByText('€18.40')).toBeVisible({ timeout: 5000 })
    await sandbox.exchange.waitFor('office', 5000)
    await sandbox.exchange.waitFor('home', 5000)
    await page.screenshot({ path: '/tmp/s2.png' })
    await page.getByRole('button', { name: 'Trust for this line' }).click()
    await sandbox.exchange.waitFor('secure', 5000)
    await page.screenshot({ path: '/tmp/s3.png' })
    await page.evaluate(() => window.dialdesk.settings.change({ audio: { echoCancellation: false, noiseSuppression: false, gainControl: false } }))
    await page.getByRole('button', { name: 'Phone' }).click()
    await page.getByLabel('Number or name').fill('10000')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Connected').first()).toBeVisible({ timeout: 5000 })
    console.log('hz', await heardInPage(page))
    await page.screenshot({ path: '/tmp/s4.png' })
    await page.getByRole('button', { name: 'End call' }).click()
    await page.waitForTimeout(1000)
    await page.screenshot({ path: '/tmp/s5.png' })
  } catch (e) {
    await page.screenshot({ path: '/tmp/sx.png' })
    throw e
  } finally {
    console.log(app.output())
    await app.close()
    await sandbox.close()
  }
})
