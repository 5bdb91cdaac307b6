import { practice, startSandbox } from '../sandbox/index.ts'
import { sandboxLine } from '../sandbox/provider.ts'
import { launchApp, signIn } from '../support/app.ts'
import { Baresip } from '../support/peers/baresip.ts'
import { startStun } from '../support/peers/coturn.ts'
import { startKamailio } from '../support/peers/kamailio.ts'
import type { Place } from '../support/peers/process.ts'
import { button, dial, expectState, rawMicrophone } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { expect, test } from '../support/test.ts'
import { heardInPage, toneFile } from '../support/tone.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])

test(`@netns @nat behind a NAT, with the line's STUN server: sound both ways on calls out and in${long ? ', after 100 s of rest' : ''}`, async () => {
  test.setTimeout(long ? 400_000 : 240_000)
  const { DIALDESK_OUTSIDE: namespace, DIALDESK_OUTSIDE_ADDRESS: host, DIALDESK_NAT_ADDRESS: nat } = process.env
  if (!namespace || !host || !nat) throw new Error('run this through scripts/with-nat.sh')
  const place: Place = { host, namespace }
  const kamailio = await startKamailio('MD5', place)
  const stun = await startStun(place)
  // it knows only what our description says, and has no way to a private address
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, place })
  const sandbox = await startSandbox()
  sandbox.account.lines = {
    sip_1: sandboxLine({
      username: 'natline',
      password: Buffer.from('pw-natline').toString('base64'),
      ip: `${host}:${kamailio.port}`,
      domain: kamailio.domain,
      transport_udp: 'true',
      stun_server: `${host}:${stun.port}`,
    }),
  }
  const app = await launchApp({ microphone: toneFile(1000) })
  const { page } = app
  const expectSound = async (): Promise<void> => {
    expect(Math.abs((await heardInPage(page)) - 440)).toBeLessThanOrEqual(10)
    await expect.poll(() => bob.heard(1000)).toBeGreaterThan(0.9)
  }
  try {
    await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
    await rawMicrophone(page)
    await expect(page.getByRole('button', { name: /^Line: natline, Registered/ })).toBeVisible()
    // one contact, under the address that the server sees
    await expect.poll(async () => (await kamailio.contacts('natline')).map((c) => c.replace(/^.*@([\d.]+):.*$/, '$1'))).toEqual([nat])
    await dial(page, 'bob')
    await expectState(page, 'Connected')
    await expectSound()
    await button(page, 'End call').click()
    await button(page, 'Back').click()
    // longer than a NAT remembers an idle way (30 s and more): keep-alives hold it open
    if (long) await rest(100_000)
    await bob.command('dial', `sip:natline@${kamailio.domain}`)
    await button(page, 'Answer').click()
    await expectState(page, 'Connected')
    await expectSound()
    await button(page, 'End call').click()
    expect(stun.peer.log()).toContain(`remote ${nat}`)
  } finally {
    await app.close()
    await sandbox.close()
    await bob.stop()
    await stun.stop()
    await kamailio.stop()
  }
})
