import { execFileSync } from 'node:child_process'
import { practice, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { sandboxLine } from '../sandbox/provider.ts'
import { type App, launchApp, signIn } from '../support/app.ts'
import { startNameServer, type Zone } from '../support/dns.ts'
import { Baresip } from '../support/peers/baresip.ts'
import { startStun } from '../support/peers/coturn.ts'
import { startKamailio } from '../support/peers/kamailio.ts'
import type { Place } from '../support/peers/process.ts'
import { button as buttonOf, chooseLine, dial, expectState, leaveCalls, rawMicrophone } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { heardInPage, toneFile } from '../support/tone.ts'

// Lines and calls through a network that goes away and comes back: namespaces of our own, packets dropped and not refused.
const outside: Place = { host: process.env['DIALDESK_OUTSIDE_ADDRESS'] ?? '', namespace: process.env['DIALDESK_OUTSIDE'] ?? '' }
const router = process.env['DIALDESK_ROUTER'] ?? ''
const inside = process.env['DIALDESK_INSIDE'] ?? ''
const times = process.env['DIALDESK_TEST_LONG'] ? 5 : 1
const run = (namespace: string, ...command: string[]): void => void execFileSync('ip', ['netns', 'exec', namespace, ...command], { stdio: 'pipe' })
const block = (): void => run(router, 'iptables', '-I', 'FORWARD', '-j', 'DROP')
const unblock = (): void => run(router, 'iptables', '-F', 'FORWARD')

let app: App
let sandbox: Sandbox
let page: Page
const close = (hz: number, wanted: number): void => expect(Math.abs(hz - wanted)).toBeLessThanOrEqual(10)
const state = (text: string, timeout?: number) => expectState(page, text, timeout)
const button = (name: string) => buttonOf(page, name)

type Record = Parameters<typeof sandboxLine>[0]
const line = (username: string, transport: string, record: Record): ReturnType<typeof sandboxLine> =>
  sandboxLine({
    username,
    password: Buffer.from(`pw-${username}`).toString('base64'),
    domain: 'sip.test.invalid',
    [`transport_${transport}`]: 'true',
    ...record,
  })

async function start(lines: Sandbox['account']['lines'], first: string): Promise<void> {
  sandbox = await startSandbox()
  sandbox.account.lines = lines
  app = await launchApp({ microphone: toneFile(1000) })
  page = app.page
  await signIn(page, { address: sandbox.provider.address, user: practice.userName, password: practice.password })
  await rawMicrophone(page)
  await expect(page.getByRole('button', { name: new RegExp(`^Line: ${first}, Registered`) })).toBeVisible()
}
test.afterEach(async () => {
  await app?.close()
  await sandbox?.close()
})

/** Whether a message like this one went out. */
const sent = (pattern: RegExp): Promise<boolean> =>
  page.evaluate(async (source) => {
    const trace = await window.dialdesk.diagnostics.trace({ masked: false })
    return trace.ok && trace.value.some((m) => m.way === 'out' && new RegExp(source).test(m.text))
  }, pattern.source)

/** Each line's state, as the user would read it. */
const states = (): Promise<string[]> =>
  page.evaluate(async () => {
    const snapshot = await window.dialdesk.app.snapshot()
    return snapshot.ok ? snapshot.value.state.lines.lines.map((l) => l.registration.state) : []
  })
const all = (wanted: string, timeout: number): Promise<void> =>
  expect.poll(async () => (await states()).every((s) => s === wanted), { timeout, intervals: [50] }).toBe(true)

test(`@peer @netns @recovery the network goes and comes back, ${times} of ${times}; the server is stopped and started`, async () => {
  test.setTimeout(240_000 + times * 60_000)
  let kamailio = await startKamailio('MD5', outside)
  try {
    const ip = `${outside.host}:${kamailio.port}`
    await start({ sip_1: line('udpline', 'udp', { ip }), sip_2: line('tcpline', 'tcp', { ip }) }, 'udpline')
    await all('registered', 40_000)
    const back: number[] = []
    for (let i = 0; i < times; i++) {
      block()
      // what is shown is true again within half a minute, without anybody touching anything
      await all('unreachable', 40_000)
      unblock()
      const started = performance.now()
      await all('registered', 40_000)
      back.push(performance.now() - started)
    }
    console.log(`  registered again after ${back.map((ms) => Math.round(ms)).join(', ')} ms`)
    const { port } = kamailio
    await kamailio.stop()
    await expect.poll(async () => (await states())[1], { timeout: 20_000 }).toBe('unreachable')
    await all('unreachable', 40_000)
    kamailio = await startKamailio('MD5', outside, port)
    await all('registered', 40_000)
    // no ghosts: one contact a line
    for (const user of ['udpline', 'tcpline']) expect(await kamailio.contacts(user)).toHaveLength(1)
  } finally {
    await kamailio.stop()
  }
})

test('@peer @netns @recovery a call survives a change of this computer’s address, and one that finds no way back ends with its reason', async () => {
  test.setTimeout(300_000)
  const kamailio = await startKamailio('MD5', outside)
  const stun = await startStun(outside)
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, place: outside })
  try {
    const servers = { ip: `${outside.host}:${kamailio.port}`, stun_server: `${outside.host}:${stun.port}` }
    await start({ sip_1: line('udpline', 'udp', servers) }, 'udpline')
    await chooseLine(page, 'udpline')
    await dial(page, 'bob')
    await state('Connected')
    close(await heardInPage(page), 440)
    run(inside, 'ip', 'addr', 'add', '10.99.1.3/24', 'dev', 'lan')
    run(inside, 'ip', 'addr', 'del', '10.99.1.2/24', 'dev', 'lan')
    // a re-INVITE from the new address; bob's own control connection went with the old one
    await expect.poll(() => sent(/^INVITE [\s\S]*Via: \S+ 10\.99\.1\.3:/), { timeout: 40_000 }).toBe(true)
    await expect.poll(() => heardInPage(page, 1500), { timeout: 40_000 }).toBeGreaterThan(430)
    await state('Connected')
    await expect(page.getByRole('alert').filter({ hasText: 'reconnecting' })).toHaveCount(0)
    block()
    await expect(page.getByRole('alert').filter({ hasText: 'No sound is arriving' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('alert').filter({ hasText: 'Connection lost, reconnecting' })).toBeVisible({ timeout: 40_000 })
    await state('Connection lost', 70_000)
  } finally {
    unblock()
    run(inside, 'ip', 'addr', 'replace', '10.99.1.2/24', 'dev', 'lan')
    await bob.stop()
    await stun.stop()
    await kamailio.stop()
  }
})

test('@peer @netns @failover SRV: the second server is taken when the first is dead, and where DNS leads later', async () => {
  const [one, two] = [await startKamailio('MD5', outside), await startKamailio('MD5', outside)]
  const name = 'sip.provider.test'
  const zone: Zone = { srv: new Map(), a: new Map([['host.provider.test', [outside.host]]]) }
  const records = (...ports: number[]) =>
    zone.srv.set(
      `_sip._udp.${name}`,
      ports.map((port, i) => ({ priority: (i + 1) * 10, port, target: 'host.provider.test' })),
    )
  records(9, two.port)
  const dns = await startNameServer(zone)
  try {
    await start({ sip_1: line('udpline', 'udp', { ip: name }) }, 'udpline').catch(() => {})
    await all('registered', 30_000)
    expect(await two.contacts('udpline')).toHaveLength(1)
    // the server of the record goes away, and the record leads elsewhere
    records(one.port)
    await two.stop()
    await all('unreachable', 40_000)
    await all('registered', 40_000)
    expect(await one.contacts('udpline')).toHaveLength(1)
  } finally {
    await dns.stop()
    await one.stop()
    await two.stop()
  }
})

test('@peer @netns @ipv6 registers and calls over IPv6, sound both ways', async () => {
  const place: Place = { host: '::1', namespace: null }
  const kamailio = await startKamailio('MD5', place)
  const bob = await Baresip.start({ user: 'bob', server: kamailio.port, hz: 440, place })
  try {
    await start(
      { sip_1: line('sixline', 'udp', { ip: `[::1]:${kamailio.port}` }), sip_2: line('sixtcp', 'tcp', { ip: `[::1]:${kamailio.port}` }) },
      'sixline',
    )
    for (const name of ['sixline', 'sixtcp']) {
      await leaveCalls(page)
      await chooseLine(page, name)
      await dial(page, 'bob')
      await state('Connected')
      close(await heardInPage(page), 440)
      await expect.poll(() => bob.heard(1000)).toBeGreaterThan(0.9)
      const before = bob.seen.length
      await button('End call').click()
      await bob.until('CALL_CLOSED', before)
    }
    await leaveCalls(page)
    await bob.command('dial', `sip:sixline@${kamailio.domain}`)
    await button('Answer').click()
    await state('Connected')
    close(await heardInPage(page), 440)
  } finally {
    await bob.stop()
    await kamailio.stop()
  }
})
