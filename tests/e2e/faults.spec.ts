import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }
import { DEFAULT_TIME_ZONE, wallDate } from '../../shared/domain/wall-clock.ts'
import { practice, type Sandbox, startSandbox } from '../sandbox/index.ts'
import { faults } from '../sandbox/oddities.ts'
import { type App, launchApp } from '../support/app.ts'
import { startKeyring } from '../support/keyring.ts'
import { rest } from '../support/rest.ts'
import { expect, type Page, test } from '../support/test.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const day = wallDate(Date.now(), DEFAULT_TIME_ZONE)
const other = '+49 171 3920042'

/** One request of each module, as the screens make it. The costly ones carry an intent's id. */
const asks = {
  rates: (p: Page) => p.evaluate(() => window.dialdesk.rates.lookUp({ numbers: ['+49301234567'] })),
  cdrs: (p: Page) => p.evaluate((d) => window.dialdesk.history.sync({ from: d, to: d }), day),
  'cdr-callshop': (p: Page) => p.evaluate((d) => window.dialdesk.billing.callshop({ from: d, to: d, fresh: true }), day),
  'number-check': (p: Page) => p.evaluate((number) => window.dialdesk.rates.check({ number }), other),
  'mycard-v2': (p: Page) => p.evaluate((number) => window.dialdesk.cards.lookUp({ number }), other),
  onlinecallthrough: (p: Page) => p.evaluate(() => window.dialdesk.billing.accessNumbers({ fresh: true })),
  topup: (p: Page) => p.evaluate(() => window.dialdesk.billing.topUp({ id: crypto.randomUUID(), pin: '0012345678', again: true })),
  webcallback: (p: Page) => p.evaluate((to) => window.dialdesk.billing.callBack({ id: crypto.randomUUID(), from: '+493012345678', to }), other),
  sms: (p: Page) => p.evaluate((number) => window.dialdesk.billing.sendSms({ id: crypto.randomUUID(), number, message: 'x' }), other),
  card: (p: Page) =>
    p.evaluate(
      (number) =>
        window.dialdesk.billing.createCard({
          id: crypto.randomUUID(),
          number,
          customer: '',
          amount: { units: 10_000, currency: 'EUR' },
          bySms: false,
          smsText: '',
        }),
      other,
    ),
} as const
const costly = ['topup', 'webcallback', 'sms', 'card'] as const

test.describe('every fault of every module', () => {
  let sandbox: Sandbox
  let app: App
  let page: Page
  test.beforeAll(async () => {
    sandbox = await startSandbox()
    app = await launchApp()
    page = app.page
    // main's own question beyond twenty acts an hour is answered for the matrix
    await app.electron.evaluate(({ dialog }) => {
      dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
    })
    await page.locator('form').waitFor()
    await page.evaluate(
      ({ address, user, password }) => window.dialdesk.account.signIn({ providerAddress: address, userName: user, password, stay: false }),
      { address: sandbox.provider.address, user: practice.userName, password: practice.password },
    )
    // what is stored before the faults come
    for (const what of ['rates', 'onlinecallthrough', 'cdrs'] as const) await asks[what](page)
  })
  test.beforeEach(() => {
    const { pins, cards } = sandbox.provider.services
    pins.set('0012345678', 10_000)
    const cli = '491713920042'
    cards.set(cli, { cli, customer: 'Jörg', amount: 10_000, serial: '1', pin: '1', active: true, disabled: false })
  })
  test.afterAll(async () => {
    await app.close()
    await sandbox.close()
  })
  test.afterEach(() => {
    sandbox.provider.override = null
    sandbox.provider.clockBroken = false
  })

  for (const name of Object.keys(faults) as (keyof typeof faults)[]) {
    test(`${name} @rates @cdrs @cdr-callshop @topup @webcallback @number-check @mycard-v2 @sms @onlinecallthrough`, async () => {
      for (const [what, ask] of Object.entries(asks)) {
        const module = what === 'card' ? 'mycard-v2' : what
        const seen = sandbox.provider.requests.length
        sandbox.provider.override = (request, normal) => (request.module === module ? faults[name](request, normal) : null)
        const outcome = await ask(page)
        sandbox.provider.override = null
        const requests = sandbox.provider.requests.slice(seen).filter((r) => r.module === module)
        const isCostly = (costly as readonly string[]).includes(what)
        const act = isCostly && outcome.ok ? (outcome.value as { state: string; failure: { code: string } | null }) : null
        const failure = outcome.ok ? (act?.failure ?? (outcome.value as { error?: { code: string } } | null)?.error ?? null) : outcome.error
        // a refusal of the clock is repeated once, before anything is done; nothing else that costs is
        const clock = name === '1011' || name === '1012'
        // the network repeats a read over each connection that was used before; each of our own two attempts ends on a new one
        const dropped = name === 'dropped after the request was taken'
        const attempts = dropped ? requests.filter(({ before }) => before === 0) : requests
        expect([what, isCostly ? requests.length <= (clock ? 2 : 1) : attempts.length <= 2]).toEqual([what, true])
        if (faults[name].harmless) expect([what, failure?.code ?? null]).toEqual([what, null])
        else if (what !== 'number-check' || failure) {
          expect([what, failure?.code]).toEqual([what, expect.stringMatching(/./)])
          expect([what, failure && failure.code in en.error]).toEqual([what, true])
        }
        if (act && ['dropped after the request was taken', '502 with HTML', '500', '504', 'truncated'].includes(name))
          expect([what, act.state]).toEqual([what, 'unknown'])
      }
    })
  }

  test('what is stored outlives every fault', async () => {
    const kept = await page.evaluate(async (d) => {
      const history = await window.dialdesk.history.query({ from: d, to: d, text: '', direction: 'all', limit: 100 })
      const numbers = await window.dialdesk.billing.accessNumbers({ fresh: false })
      const rates = await window.dialdesk.rates.earlier()
      return { history: history.ok, numbers: numbers.ok && numbers.value !== null, rates: rates.ok && rates.value.length > 0 }
    }, day)
    expect(kept).toEqual({ history: true, numbers: true, rates: true })
  })
})

test(`kill -9 around a costly act: one request at most, and its outcome is unknown afterwards, ${long ? 50 : 4} times`, async () => {
  test.skip(process.platform !== 'linux', 'a private keychain can be made on Linux only')
  test.setTimeout(long ? 900_000 : 300_000)
  const sandbox = await startSandbox()
  const keyring = await startKeyring('unlocked')
  const userData = mkdtempSync(join(tmpdir(), 'dialdesk-'))
  const kinds = ['topup', 'webcallback', 'sms', 'card'] as const
  const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const account = { address: sandbox.provider.address, user: practice.userName, password: practice.password }
  const module = (kind: (typeof kinds)[number]): string => (kind === 'card' ? 'mycard-v2' : kind)
  const start = async (first: boolean): Promise<App> => {
    const app = await launchApp({ userData, env: keyring.env })
    if (first) {
      await app.page.locator('form').waitFor()
      await app.page.evaluate(
        ({ address, user, password }) => window.dialdesk.account.signIn({ providerAddress: address, userName: user, password, stay: true }),
        account,
      )
    }
    await expect(app.page.getByRole('heading', { name: 'Recent calls' })).toBeVisible()
    return app
  }
  const send = (app: App, kind: (typeof kinds)[number], operationId: string): Promise<unknown> =>
    app.page.evaluate(
      ({ kind, operationId, other }) => {
        const { billing } = window.dialdesk
        switch (kind) {
          case 'topup':
            return billing.topUp({ id: operationId, pin: `77${operationId.slice(-8)}`, again: false })
          case 'webcallback':
            return billing.callBack({ id: operationId, from: '+493012345678', to: other })
          case 'sms':
            return billing.sendSms({ id: operationId, number: other, message: operationId })
          case 'card':
            return billing.createCard({
              id: operationId,
              number: other,
              customer: operationId,
              amount: { units: 10_000, currency: 'EUR' },
              bySms: false,
              smsText: '',
            })
        }
      },
      { kind, operationId, other },
    )
  try {
    let app = await start(true)
    for (let n = 1; n <= (long ? 50 : 4); n++) {
      const kind = kinds[n % kinds.length] ?? 'topup'
      const before = sandbox.provider.requests.filter((r) => r.module === module(kind)).length
      const count = () => sandbox.provider.requests.filter((r) => r.module === module(kind)).length - before
      // the reply never comes while the app lives; by turns it dies at once, or when the request was taken
      sandbox.provider.override = (request, normal) => (request.module === module(kind) ? { text: normal(), delay: 60_000 } : null)
      void send(app, kind, id(n)).catch(() => {})
      if (n % 2) await expect.poll(count).toBe(1)
      else await rest((n * 7) % 40)
      const main = app.electron.process()
      const gone = once(main, 'exit')
      process.kill(main.pid ?? 0, 'SIGKILL')
      await gone
      await app.close().catch(() => {})
      sandbox.provider.override = null
      app = await start(false)
      const state = await app.page.evaluate(async (operationId) => {
        const snapshot = await window.dialdesk.app.snapshot()
        return snapshot.ok ? (snapshot.value.state.services.paidOperations.find((a) => a.id === operationId)?.state ?? 'never begun') : 'no snapshot'
      }, id(n))
      expect([n, kind, count() === 0 ? 'no more than one' : state]).toEqual([n, kind, count() === 0 ? 'no more than one' : 'unknown'])
      // the same act asked for again is answered, not sent
      const sentBefore = count()
      if (state === 'unknown') await send(app, kind, id(n))
      expect([n, kind, count()]).toEqual([n, kind, sentBefore])
      expect(count()).toBeLessThanOrEqual(1)
    }
    await app.close()
  } finally {
    await keyring.close()
    await sandbox.close()
    rmSync(userData, { recursive: true, force: true })
  }
})
