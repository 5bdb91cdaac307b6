import type { ExchangeCall } from '../sandbox/exchange-call.ts'
import type { Sandbox } from '../sandbox/index.ts'
import { type SoundServer, startSoundServer } from '../support/peers/pulse.ts'
import { chooseLine, dial, expectState, leaveCalls, rawMicrophone } from '../support/phone-screen.ts'
import { sharedScope, startSignedIn } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'

// Devices of a real sound server, plugged in and pulled out in a call and between calls; what is heard decides.
const shared = sharedScope()
let sound: SoundServer
let sandbox: Sandbox
let page: Page
let pullDesk: () => Promise<void>
const call = () => [...sandbox.exchange.calls.values()].at(-1) as ExchangeCall
const hears = (hz: number) => expect.poll(() => call().endpoint?.purityOf(hz) ?? 0, { timeout: 40_000 }).toBeGreaterThan(0.8)
const plays = (speaker: string, hz: number) => expect.poll(() => sound.plays(speaker, hz), { timeout: 30_000 }).toBeGreaterThan(0.8)
/** Chooses a device by its name, as a user does. */
async function choose(kind: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: kind }).click()
  await page.getByRole('option', { name, exact: true }).click()
}

test.beforeAll(async () => {
  sound = shared.add(await startSoundServer(), (server) => server.stop())
  await sound.speaker('desk')
  pullDesk = await sound.microphone('desk_mic', 1000)
  await sound.usual('desk', 'desk_mic')
  ;({ sandbox, page } = await startSignedIn(shared, { noMicrophone: true, env: sound.env }))
  await rawMicrophone(page)
})

test('@peer @devices a chosen microphone and speaker are pulled out in a call, the system’s take over, and they return', async () => {
  test.setTimeout(300_000)
  let pullMicrophone = await sound.microphone('headset_mic', 700)
  let pullSpeaker = await sound.speaker('headset')
  await chooseLine(page, 'office')
  await dial(page, '10001')
  await expectState(page, 'Connected')
  // the names appear once the microphone was allowed
  await choose('Microphone', 'headset_mic')
  await choose('Speaker', 'headset')
  await hears(700)
  await plays('headset', 440)
  await pullMicrophone()
  await expect(page.getByRole('status').filter({ hasText: 'is not connected' })).toBeVisible()
  await hears(1000)
  pullMicrophone = await sound.microphone('headset_mic', 700)
  await hears(700)
  await expect(page.getByRole('status').filter({ hasText: 'is not connected' })).toHaveCount(0)
  await pullSpeaker()
  await plays('desk', 440)
  await expect(page.getByRole('status').filter({ hasText: 'is not connected' })).toBeVisible()
  // at once, while Chromium still keeps the stream that went to the desk
  pullSpeaker = await sound.speaker('headset')
  await plays('headset', 440)
  await leaveCalls(page)
  // between calls: the next one uses what is there
  await pullMicrophone()
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await hears(1000)
  await leaveCalls(page)
})

test('@peer @devices the only microphone is pulled out in a call, the call says so, and it is used once it is back', async () => {
  test.setTimeout(300_000)
  const missing = page.getByText('No microphone found. Others cannot hear you.')
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await hears(1000)
  await pullDesk()
  await expect(missing).toBeVisible({ timeout: 40_000 })
  pullDesk = await sound.microphone('desk_mic', 1000)
  await hears(1000)
  await expect(missing).toHaveCount(0)
  await leaveCalls(page)
  // a call that begins without one
  await pullDesk()
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await expect(missing).toBeVisible({ timeout: 40_000 })
  await sound.microphone('desk_mic', 1000)
  await hears(1000)
  await expect(missing).toHaveCount(0)
  await leaveCalls(page)
})
