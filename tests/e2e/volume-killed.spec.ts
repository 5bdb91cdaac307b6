import { once } from 'node:events'
import type { CardBatch } from '../../shared/domain/card-batch.ts'
import type { Sandbox } from '../sandbox/index.ts'
import { type App, type LaunchOptions, launchApp } from '../support/app.ts'
import { startKeyring } from '../support/keyring.ts'
import { credentials, readState, sharedScope, signInDirectly, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const cards = long ? 1000 : 40
const rates = long ? 500 : 100
const kills = long ? 10 : 2
const ID = '00000000-0000-4000-8000-00000000000a'

test.skip(process.platform !== 'linux', 'a private keychain can be made on Linux only')
const scope = sharedScope()
let options: LaunchOptions
let sandbox: Sandbox
let app: App
let page: Page
test.beforeAll(async () => {
  // both outlive the app, which is killed again and again
  const keyring = await startKeyring('unlocked')
  scope.add(keyring, (k) => k.close())
  options = { userData: temporaryFolder(scope, 'dialdesk-killed'), env: keyring.env }
  ;({ sandbox, app, page } = await startApp(scope, options))
  await confirm()
  await signInDirectly(page, credentials(sandbox), true)
})
test.afterEach(() => {
  sandbox.provider.override = null
})

/** Says yes to main's own question about many cards. */
const confirm = (): Promise<void> =>
  app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
  })
/** Ends the app without a word, and starts it again. */
async function killAndStart(): Promise<void> {
  const main = app.electron.process()
  const gone = once(main, 'exit')
  process.kill(main.pid ?? 0, 'SIGKILL')
  await gone
  app = scope.add(await launchApp(options), (a) => a.close())
  page = app.page
  await confirm()
  await expect(page.getByRole('heading', { name: 'Recent calls', includeHidden: true })).toBeVisible()
}
const order = async (): Promise<CardBatch | null> => (await readState(page)).services.cardBatch
const inserts = () => sandbox.provider.requests.filter(({ body }) => body.includes('act=insert'))
const settled = () => expect.poll(async () => (await order())?.running, { timeout: 300_000 }).toBeNull()

test(`${cards} cards, with replies lost and requests cut, killed ${kills} times: each is created once, none is missing @mycard-v2`, async () => {
  test.setTimeout(long ? 1_800_000 : 300_000)
  const cli = (i: number): string => String(491716000000 + i)
  const orders = Array.from({ length: cards }, (_, i) => ({
    cli: cli(i),
    customer: `Customer ${i}`,
    amount: { units: 10_000, currency: 'EUR' as const },
  }))
  let killing: (() => void) | null = null
  let killAt = 0
  sandbox.provider.override = ({ body }, normal) => {
    if (!body.includes('act=insert')) return null
    const n = inserts().length
    if (n === killAt) {
      killing?.()
      // created or not, the answer comes too late
      return { text: n % 2 ? normal() : '', delay: 5000 }
    }
    // every 17th reply is lost after the card was created, every 23rd request before
    if (n % 17 === 0) return { text: normal(), drop: 'reset' }
    return n % 23 === 0 ? { text: '', drop: true } : null
  }
  for (let kill = 0; kill <= kills; kill++) {
    const taken = new Promise<void>((resolve) => {
      killing = resolve
    })
    killAt = inserts().length + (kill < kills ? Math.floor(cards / (kills + 2)) : Number.POSITIVE_INFINITY)
    if (kill === 0) {
      const created = await page.evaluate((of) => window.dialdesk.cards.createBatch({ ...of, bySms: false, smsText: '' }), { id: ID, orders })
      expect(created).toMatchObject({ ok: true })
    } else {
      // the start alone sends nothing
      const before = inserts().length
      await expect.poll(order).toMatchObject({ id: ID, count: cards, running: null })
      expect(inserts().length).toBe(before)
      await page.evaluate((id) => window.dialdesk.cards.continueBatch({ id, again: false }), ID)
    }
    if (kill < kills) {
      await taken
      await killAndStart()
    } else await settled()
  }
  // three lost in a row pause it
  for (let i = 0; i < 5 && ((await order())?.states.waiting ?? 0) > 0; i++) {
    await page.evaluate((id) => window.dialdesk.cards.continueBatch({ id, again: false }), ID)
    await settled()
  }
  sandbox.provider.override = null
  const sent = inserts().length
  const unknown = (await order())?.states.unknown ?? 0
  expect(sent).toBe(cards)
  expect(unknown).toBeGreaterThanOrEqual(kills)
  await page.evaluate((id) => window.dialdesk.cards.checkBatch({ id }), ID)
  await settled()
  const absent = (await order())?.states.absent ?? 0
  expect(sandbox.provider.services.cards.size).toBe(cards - absent)
  await page.evaluate((id) => window.dialdesk.cards.continueBatch({ id, again: true }), ID)
  await settled()
  expect((await order())?.states).toEqual({ waiting: 0, done: cards, refused: 0, unknown: 0, absent: 0 })
  expect([...sandbox.provider.services.cards.keys()].sort()).toEqual(orders.map((one) => one.cli))
  // only what a look-up had shown to be missing was sent a second time
  expect(inserts().length).toBe(cards + absent)
})

test(`${rates} rates, cut and killed ${kills} times: what was answered is asked once, and the list is whole in the end @rates`, async () => {
  test.setTimeout(long ? 1_200_000 : 300_000)
  const numbers = Array.from({ length: rates }, (_, i) => `+49301${String(1_000_000 + i)}`)
  const asked = () => sandbox.provider.requests.filter(({ module }) => module === 'rates')
  const answered = new Map<string, number>()
  let killing: (() => void) | null = null
  let killAt = 0
  let cutAt = 0
  sandbox.provider.override = ({ module, url }, normal) => {
    if (module !== 'rates') return null
    const n = asked().length
    if (n === killAt) {
      killing?.()
      return { text: normal(), delay: 5000 }
    }
    // the network and main each repeat a read once
    if (n >= cutAt && n < cutAt + 4) return { text: normal(), drop: true }
    answered.set(url, (answered.get(url) ?? 0) + 1)
    return null
  }
  const start = (goOn: boolean) => page.evaluate((of) => window.dialdesk.rates.lookUp(of), { numbers, goOn }).catch(() => null)
  for (let kill = 0; kill < kills; kill++) {
    const taken = new Promise<void>((resolve) => {
      killing = resolve
    })
    killAt = asked().length + 2
    cutAt = Number.POSITIVE_INFINITY
    void start(kill > 0)
    await taken
    await killAndStart()
    const lists = await page.evaluate(() => window.dialdesk.rates.earlier())
    expect(lists.ok && lists.value[0]).toMatchObject({ numbers, finished: false })
  }
  killAt = 0
  cutAt = asked().length + 1
  const cut = await start(true)
  expect(cut).toMatchObject({ ok: true, value: { error: { code: 'provider-unreachable' } } })
  cutAt = Number.POSITIVE_INFINITY
  const whole = await start(true)
  expect(whole?.ok && whole.value.rates.filter((rate) => rate?.price).length).toBe(rates)
  expect([answered.size, Math.max(...answered.values())]).toEqual([rates / 20, 1])
  const lists = await page.evaluate(() => window.dialdesk.rates.earlier())
  expect(lists.ok && lists.value[0]).toMatchObject({ finished: true })
})
