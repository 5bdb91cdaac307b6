import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isHeadset, mayUse } from '../../../electron/main/desktop/permissions.ts'
import { answerPage, CONTENT_SECURITY_POLICY } from '../../../electron/main/desktop/scheme.ts'
import { mainWindowOptions } from '../../../electron/main/desktop/window-options.ts'
import { redact } from '../../../electron/main/log.ts'
import { channels } from '../../../electron/preload/channels.ts'
import { ipc } from '../../../shared/ipc.ts'
import { createPeer } from '../../../shared/message-port-rpc.ts'
import { phoneIpc } from '../../../shared/phone-ipc.ts'

const types = readFileSync('node_modules/electron/electron.d.ts', 'utf8')
/** Every permission name in Electron's own types, request and check handlers alike. */
const permissions = [
  ...new Set(
    [...types.matchAll(/permission: ((?:\s*\|?\s*'[a-zA-Z-]+')+)/g)].flatMap(([, union = '']) =>
      [...union.matchAll(/'([a-zA-Z-]+)'/g)].map(([, name]) => name ?? ''),
    ),
  ),
]

it('of all permissions that Electron knows, our page gets five', () => {
  expect(permissions.length).toBeGreaterThan(15)
  const given = permissions.filter((p) => mayUse(p, { isMainFrame: true }, true))
  expect(given.every((p) => ['media', 'speaker-selection', 'loopback-network', 'local-network-access', 'hid'].includes(p))).toBe(true)
  expect(given).toContain('media')
  expect(permissions.filter((p) => mayUse(p, { isMainFrame: true }, false))).toEqual([])
  expect(permissions.filter((p) => mayUse(p, { isMainFrame: false }, true))).toEqual([])
  expect(mayUse('media', { isMainFrame: true, mediaTypes: ['audio', 'video'] }, true)).toBe(false)
  expect([isHeadset([{ usagePage: 0x0b }]), isHeadset([{ usagePage: 1 }])]).toEqual([true, false])
})

it.each(['win32', 'darwin', 'linux'] as const)('the window is closed off, %s', (platform) => {
  expect(mainWindowOptions(platform, 'p', 'i', false, null).webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  })
})

it('the policy allows no script but our own files, and no star', () => {
  expect(CONTENT_SECURITY_POLICY).toContain("script-src 'self'")
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/\*|unsafe-eval|script-src[^;]*unsafe/)
})

it.each(['app://dialdesk/../package.json', 'app://dialdesk/%2e%2e/package.json', 'app://dialdesk/%', 'app://other/index.html', 'app://dialdesk/'])(
  '%s is not served',
  async (url) => {
    expect((await answerPage(`${process.cwd()}/renderer`, url)).status).not.toBe(200)
  },
)

it('the log holds no secret and no whole phone number', () => {
  const text = redact(
    'x-authorization: alice:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAuthorization: Digest username="u", response="abc"\npassword=made-up pin: 1234567 call +493023125110',
  )
  for (const secret of ['AAAAAAAAAAA', 'abc', 'made-up', '1234567', '3023125']) expect(text).not.toContain(secret)
})

it('the preload’s channels are the contract’s', () => {
  expect(channels.length).toBe(Object.values(ipc).reduce((n, entries) => n + Object.keys(entries).length, 0))
})

it('a peer drops what is unknown, malformed, too large, too many or no message, and goes on', async () => {
  const dropped: string[] = []
  const events: unknown[] = []
  const sent: { id: number; outcome: { ok: boolean } }[] = []
  const peer = createPeer({
    contract: phoneIpc,
    port: { post: (m) => sent.push(m as never) },
    onEvent: (e) => events.push(e),
    onDropped: (why) => dropped.push(why),
    rateLimit: 20,
  })
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  const bad = [
    null,
    1,
    'x',
    [],
    {},
    cyclic,
    { kind: 'event', channel: 'phone.nothing', payload: 1 },
    { kind: 'event', channel: 'phone.callGone', payload: { callId: 5 } },
    { kind: 'event', channel: '__proto__.x' },
    { kind: 'reply', id: 99 },
    { kind: 'event', channel: 'phone.callGone', payload: { callId: 'x'.repeat(70_000) } },
  ]
  for (const message of bad) peer.receive(message)
  expect(dropped.length).toBe(bad.length)
  peer.receive({ kind: 'event', channel: 'phone.callGone', payload: { callId: 'call-0001' } })
  expect(events).toEqual([{ channel: 'phone.callGone', payload: { callId: 'call-0001' } }])
  peer.receive({ kind: 'call', id: 1, channel: 'phone.answer', args: {} })
  await Promise.resolve()
  expect(sent.every((m) => !m.outcome.ok)).toBe(true)
  for (let i = 0; i < 40; i++) peer.receive({ kind: 'event', channel: 'phone.callGone', payload: { callId: 'call-0001' } })
  expect(events.length).toBeLessThan(20)
})
