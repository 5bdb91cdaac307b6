import { execFileSync } from 'node:child_process'
import type { Sandbox } from '../sandbox/index.ts'
import type { Account } from '../sandbox/reply.ts'
import { signIn } from '../support/app.ts'
import { startNameServer, type Zone } from '../support/dns.ts'
import { Baresip } from '../support/peers/baresip.ts'
import { startStun } from '../support/peers/coturn.ts'
import { kamailioLine, startKamailio } from '../support/peers/kamailio.ts'
import type { Place } from '../support/peers/process.ts'
import { chooseLine, dial, leaveCalls, phoneScreen, rawMicrophone } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { addAccount, credentials, forgetAccounts, readState, sharedScope, startApp } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectBothWays, expectHeard, heardInPage } from '../support/tone.ts'

// Lines and calls behind a NAT, and through a network that goes away and comes back: namespaces of our own, packets dropped and not refused.
// Each test has an account of its own, which is forgotten behind it.
const { DIALDESK_NAT_ADDRESS: nat = '' } = process.env
const outside: Place = { host: process.env['DIALDESK_OUTSIDE_ADDRESS'] ?? '', namespace: process.env['DIALDESK_OUTSIDE'] ?? '' }
const router = process.env['DIALDESK_ROUTER'] ?? ''
const inside = process.env['DIALDESK_INSIDE'] ?? ''
const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const times = long ? 5 : 1
const run = (namespace: string, ...command: string[]): void => void execFileSync('ip', ['netns', 'exec', namespace, ...command], { stdio: 'pipe' })
const block = (): void => run(router, 'iptables', '-I', 'FORWARD', '-j', 'DROP')
const unblock = (): void => run(router, 'iptables', '-F', 'FORWARD')

const shared = sharedScope()
let sandbox: Sandbox
let page: Page
const { button, state } = phoneScreen(() => page)

test.beforeAll(async () => {
  if (!outside.namespace || !nat) throw new Error('run this through scripts/with-nat.sh')
  ;({ sandbox, page } = await startApp(shared, { tone: 1000 }))
})
test.afterEach(() => forgetAccounts(page))

/** Signs in an account with these lines; the first of them registers. */
async function signInWith(lines: Account['lines'], timeout = 20_000): Promise<void> {
  const [first] = Object.values(lines)
  await signIn(page, credentials(sandbox, addAccount(sandbox, `with-${first?.['username']}-${sandbox.provider.accounts.length}`, { lines })))
  await rawMicrophone(page)
  await expect(page.getByRole('button', { name: new RegExp(`^Line: ${first?.['username']}, Registered`) })).toBeVisible({ timeout })
}

/** Whether a message like this one went out. */
const sent = (pattern: RegExp): Promise<boolean> =>
  page.evaluate(async (source) => {
    const trace = await window.dialdesk.diagnostics.trace({ masked: false })
    return trace.ok && trace.value.some((m) => m.way === 'out' && new RegExp(source).test(m.text))
  }, pattern.source)

/** Each line's state, as the user would read it. */
const states = async (): Promise<string[]> => (await readState(page)).lines.lines.map((l) => l.registration.state)
const all = (wanted: string, timeout: number): Promise<void> =>
  expect.poll(async () => [...new Set(await states())], { timeout, intervals: [50] }).toEqual([wanted])
/**
 * Follows what the lines show. The wait is over once each of them has shown that it is not reachable, though not all at the same
 * moment: each tries again at its own times, the first time after half a second.
 */
async function followLines() {
  const failed = await page.evaluateHandle(() => {
    const ids = new Set<string>()
    window.dialdesk.app.changed(({ change }) => {
      if (change.slice === 'lines') for (const { id, registration } of change.value.lines) if (registration.state === 'unreachable') ids.add(id)
    })
    return ids
  })
  const lines = (await readState(page)).lines.lines.map(({ id }) => id)
  const wereUnreachable = (which: readonly string[], timeout: number) =>
    expect.poll(() => failed.evaluate((ids, wanted) => wanted.filter((id) => !ids.has(id)), which), { timeout }).toEqual([])
  return {
    allWereUnreachable: () => wereUnreachable(lines, 40_000),
    /** @param index of the line, from 0 */
    wasUnreachable: (index: number, timeout: number) => wereUnreachable(lines.slice(index, index + 1), timeout),
  }
}

test(`@netns @nat behind a NAT, with the line's STUN server: audio both ways on calls out and in${long ? ', after 100 s of rest' : ''}`, async ({
  scope,
}) => {
  test.setTimeout(long ? 400_000 : 240_000)
  const kamailio = scope.add(await startKamailio('MD5', outside), (k) => k.stop())
  const stun = scope.add(await startStun(outside), (s) => s.stop())
  // it knows only what our description says, and has no way to a private address
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, place: outside }), (b) => b.stop())
  const servers = { ip: `${outside.host}:${kamailio.port}`, stun_server: `${outside.host}:${stun.port}` }
  const expectAudio = (): Promise<void> => expectBothWays(page, bob, 440)
  await signInWith({ sip_1: kamailioLine(kamailio, 'natline', 'udp', servers) })
  // one contact, under the address that the server sees
  await expect.poll(async () => (await kamailio.contacts('natline')).map((c) => c.replace(/^.*@([\d.]+):.*$/, '$1'))).toEqual([nat])
  await dial(page, 'bob')
  await state('Connected')
  await expectAudio()
  await button('End call').click()
  await button('Close summary').click()
  // longer than a NAT remembers an idle way (30 s and more): keep-alives hold it open
  if (long) await rest(100_000)
  await bob.command('dial', `sip:natline@${kamailio.domain}`)
  await button('Answer').click()
  await state('Connected')
  await expectAudio()
  await button('End call').click()
  expect(stun.peer.log()).toContain(`remote ${nat}`)
})

test(`@peer @netns @recovery the network goes and comes back, ${times} of ${times}; the server is stopped and started`, async ({ scope }) => {
  test.setTimeout(240_000 + times * 60_000)
  let kamailio = scope.add(await startKamailio('MD5', outside), (k) => k.stop())
  const ip = `${outside.host}:${kamailio.port}`
  await signInWith({ sip_1: kamailioLine(kamailio, 'udpline', 'udp', { ip }), sip_2: kamailioLine(kamailio, 'tcpline', 'tcp', { ip }) })
  await all('registered', 40_000)
  const back: number[] = []
  for (let i = 0; i < times; i++) {
    const shown = await followLines()
    block()
    try {
      // what is shown is true again within half a minute, without anybody touching anything
      await shown.allWereUnreachable()
    } finally {
      unblock()
    }
    const started = performance.now()
    await all('registered', 40_000)
    back.push(performance.now() - started)
  }
  console.log(`  registered again after ${back.map((ms) => Math.round(ms)).join(', ')} ms`)
  const { port } = kamailio
  const shown = await followLines()
  await kamailio.stop()
  // the one over TCP at once
  await shown.wasUnreachable(1, 20_000)
  await shown.allWereUnreachable()
  kamailio = scope.add(await startKamailio('MD5', outside, port), (k) => k.stop())
  await all('registered', 40_000)
  // no ghosts: one contact a line
  for (const user of ['udpline', 'tcpline']) expect(await kamailio.contacts(user)).toHaveLength(1)
})

test('@peer @netns @recovery a call survives a change of this computer’s address, and one that finds no way back ends with its reason', async ({
  scope,
}) => {
  test.setTimeout(300_000)
  const kamailio = scope.add(await startKamailio('MD5', outside), (k) => k.stop())
  const stun = scope.add(await startStun(outside), (s) => s.stop())
  scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, place: outside }), (b) => b.stop())
  try {
    const servers = { ip: `${outside.host}:${kamailio.port}`, stun_server: `${outside.host}:${stun.port}` }
    await signInWith({ sip_1: kamailioLine(kamailio, 'udpline', 'udp', servers) })
    await chooseLine(page, 'udpline')
    await dial(page, 'bob')
    await state('Connected')
    await expectHeard(page, 440)
    run(inside, 'ip', 'addr', 'add', '10.99.1.3/24', 'dev', 'lan')
    run(inside, 'ip', 'addr', 'del', '10.99.1.2/24', 'dev', 'lan')
    // a re-INVITE from the new address; bob's own control connection went with the old one
    await expect.poll(() => sent(/^INVITE [\s\S]*Via: \S+ 10\.99\.1\.3:/), { timeout: 40_000 }).toBe(true)
    await expect.poll(() => heardInPage(page, 1500), { timeout: 40_000 }).toBeGreaterThan(430)
    await state('Connected')
    await expect(page.getByRole('alert').filter({ hasText: 'reconnecting' })).toHaveCount(0)
    block()
    await expect(page.getByRole('alert').filter({ hasText: 'No sound is arriving' })).toBeVisible({ timeout: 30_000 })
    // without the seconds, which would be spoken one by one
    await expect(page.getByRole('alert').filter({ hasText: 'Connection lost' })).toHaveText('Connection lost, reconnecting', { timeout: 40_000 })
    await state('Connection lost', 70_000)
  } finally {
    unblock()
    run(inside, 'ip', 'addr', 'replace', '10.99.1.2/24', 'dev', 'lan')
  }
})

test('@peer @netns @failover SRV: the second server is taken when the first is dead, and where DNS leads later', async ({ scope }) => {
  const one = scope.add(await startKamailio('MD5', outside), (k) => k.stop())
  const two = scope.add(await startKamailio('MD5', outside), (k) => k.stop())
  const name = 'sip.provider.test'
  const zone: Zone = { srv: new Map(), a: new Map([['host.provider.test', [outside.host]]]) }
  const records = (...ports: number[]) =>
    zone.srv.set(
      `_sip._udp.${name}`,
      ports.map((port, i) => ({ priority: (i + 1) * 10, port, target: 'host.provider.test' })),
    )
  records(9, two.port)
  scope.add(await startNameServer(zone), (d) => d.stop())
  await signInWith({ sip_1: kamailioLine(two, 'udpline', 'udp', { ip: name }) }, 50_000)
  await all('registered', 30_000)
  expect(await two.contacts('udpline')).toHaveLength(1)
  // the server of the record goes away, and the record leads elsewhere
  records(one.port)
  const shown = await followLines()
  await two.stop()
  await shown.allWereUnreachable()
  await all('registered', 40_000)
  expect(await one.contacts('udpline')).toHaveLength(1)
})

test('@peer @netns @ipv6 registers and calls over IPv6, audio both ways', async ({ scope }) => {
  const place: Place = { host: '::1', namespace: null }
  const kamailio = scope.add(await startKamailio('MD5', place), (k) => k.stop())
  const bob = scope.add(await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, place }), (b) => b.stop())
  const ip = `[::1]:${kamailio.port}`
  await signInWith({ sip_1: kamailioLine(kamailio, 'sixline', 'udp', { ip }), sip_2: kamailioLine(kamailio, 'sixtcp', 'tcp', { ip }) })
  for (const name of ['sixline', 'sixtcp']) {
    await leaveCalls(page)
    await chooseLine(page, name)
    await dial(page, 'bob')
    await state('Connected')
    await expectBothWays(page, bob, 440)
    const before = bob.seen.length
    await button('End call').click()
    await bob.until('CALL_CLOSED', before)
  }
  await leaveCalls(page)
  await bob.command('dial', `sip:sixline@${kamailio.domain}`)
  await button('Answer').click()
  await state('Connected')
  await expectHeard(page, 440)
})
