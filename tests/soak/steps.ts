import { randomUUID } from 'node:crypto'
import type { CallView } from '../../shared/domain/call.ts'
import { dialReasonSchema } from '../../shared/domain/spend-guard.ts'
import { killPhone } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { until } from '../support/until.ts'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'
import type { SoakedApp } from './soaked-app.ts'

export type Step = (app: SoakedApp, random: Random, ledger: Ledger) => Promise<void>
export type Steps = Readonly<Record<string, readonly [weight: number, step: Step]>>

const lines = ['sip_1', 'sip_2', 'sip_3'] as const
const users = ['office', 'home', 'secure'] as const
/** Calls that are up at a time. */
const MOST_CALLS = 3
let callers = 0

const connected = async (app: SoakedApp): Promise<CallView[]> => (await app.state()).calls.filter((c) => c.state === 'connected')
/** Does something to a call that is up, if there is one. What becomes of it is refused where the call ends meanwhile. */
const toOne =
  (run: (app: SoakedApp, call: CallView) => Promise<unknown>): Step =>
  async (app, random) => {
    const calls = await connected(app)
    const call = calls[random.below(calls.length)]
    if (call) await run(app, call)
  }
const hangUp = (app: SoakedApp, callId: string): Promise<unknown> =>
  app.page().evaluate((id) => window.dialdesk.calls.hangUp({ callId: id, whole: false }), callId)

/** What a user does. */
export const activities: Steps = {
  call: [
    6,
    async (app, random, ledger) => {
      if ((await app.state()).calls.length >= MOST_CALLS) return
      const args = {
        lineId: lines[random.below(lines.length)] ?? 'sip_1',
        number: random.pick([
          [3, '10000'],
          [3, '10001'],
          [1, '10002'],
          [1, '10004'],
          [1, '10008'],
        ]),
        origin: 'typed' as const,
        confirmed: [...dialReasonSchema.options],
        hidden: false,
        consultFor: null,
      }
      const outcome = await app.page().evaluate((a) => window.dialdesk.calls.dial(a), args)
      if (outcome.ok) ledger.called(outcome.value.callId)
    },
  ],
  answer: [
    4,
    async (app, random, ledger) => {
      const user = users[random.below(users.length)] ?? 'office'
      if (!app.sandbox.exchange.bindings.has(user) || (await app.state()).calls.length >= MOST_CALLS) return
      callers += 1
      const number = `3023199${String(callers).padStart(5, '0')}`
      const call = await app.sandbox.exchange.callUser(user, { from: `+49${number}` })
      const rings = await call.until('ringing', 5000).then(
        () => true,
        () => false,
      )
      if (!rings) return call.hangUp()
      ledger.rang(number)
      const ringing = (await app.state()).calls.find((c) => c.state === 'ringing' && c.remote.number.endsWith(number))
      if (!ringing || random.below(4) === 0) return call.hangUp()
      await app.page().evaluate((callId) => window.dialdesk.calls.answer({ callId, others: 'hold' }), ringing.id)
    },
  ],
  hold: [3, toOne((app, call) => app.page().evaluate((args) => window.dialdesk.calls.setHold(args), { callId: call.id, on: !call.hold.local }))],
  tones: [2, toOne((app, call) => app.page().evaluate((callId) => window.dialdesk.calls.sendTones({ callId, tones: '12#' }), call.id))],
  transfer: [1, toOne((app, call) => app.page().evaluate((callId) => window.dialdesk.calls.transfer({ callId, number: '10001' }), call.id))],
  'hang up': [4, toOne((app, call) => hangUp(app, call.id))],
  sms: [
    1,
    async (app, _random, ledger) => {
      const id = randomUUID()
      ledger.paid(id)
      const send = (): Promise<unknown> =>
        app.page().evaluate((args) => window.dialdesk.billing.sendSms(args), { id, number: '+491713920042', message: `soak ${id}` })
      await send()
      // a nervous user: the same operation again
      await send()
    },
  ],
  rates: [1, async (app) => void (await app.page().evaluate(() => window.dialdesk.rates.lookUp({ numbers: ['+49301234567'] })))],
}

/** Ends what is up, and waits until the app shows no call. */
export async function endCalls(app: SoakedApp): Promise<void> {
  const end = performance.now() + 60_000
  for (;;) {
    const { calls } = await app.state()
    if (!calls.length) return
    for (const call of calls.filter((c) => c.state !== 'ended')) await hangUp(app, call.id)
    if (performance.now() > end) throw new Error(`${calls.length} calls do not end: ${calls.map((c) => c.state).join(', ')}`)
    await rest(300)
  }
}

/** Seconds that an outage takes. */
const outage = (random: Random): number => 2 + random.below(6)
const wakeUp = (app: SoakedApp): Promise<void> => app.app().electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))

/** What goes wrong. Each is over when it returns; the lines have to come back then. */
export const faults: Steps = {
  'network cut': [
    2,
    async (app, random) => {
      const { exchange, provider } = app.sandbox
      exchange.answering = false
      await provider.pause()
      await rest(outage(random) * 1000)
      await provider.resume()
      exchange.answering = true
      await wakeUp(app)
    },
  ],
  'server restarted': [
    2,
    async (app, random) => {
      const { exchange } = app.sandbox
      exchange.answering = false
      // over UDP nobody notices: the server has its registrations in a database
      exchange.dropConnections()
      await rest(outage(random) * 1000)
      exchange.answering = true
      await wakeUp(app)
    },
  ],
  'provider restarted': [
    2,
    async (app, random) => {
      const { provider } = app.sandbox
      await provider.pause()
      await rest(outage(random) * 1000)
      await provider.resume()
    },
  ],
  'phone process killed': [2, async (app) => killPhone(app.app().electron)],
  'page crashed': [
    2,
    async (app) => {
      const page = app.page()
      const crashed = page.waitForEvent('crash')
      void page.goto('chrome://crash').catch(() => {})
      await crashed
      const loaded = (): Promise<boolean> =>
        app
          .app()
          .electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every(({ webContents: w }) => !w.isCrashed() && !w.isLoading()))
      await until(loaded, { failure: () => 'the page did not come back' })
      // it came back, and the spec's own view of it did not
      await app.quitAndStart()
    },
  ],
  'app killed': [1, async (app) => app.killAndStart()],
  'keyring restarted': [
    2,
    async (app) => {
      await app.keyring.restart('unlocked')
      await app.page().evaluate(() => window.dialdesk.account.retryKeychain())
      const { keychain } = (await app.state()).account
      if (keychain !== 'ready') throw new Error(`the keychain is ${keychain} after its restart`)
    },
  ],
  'clock set': [
    2,
    async (app, random) => {
      const { provider } = app.sandbox
      provider.clockShift = (random.below(2) ? 1 : -1) * (600_000 + random.below(3_600_000))
      const outcome = await app.page().evaluate(() => window.dialdesk.account.refreshBalance())
      provider.clockShift = 0
      if (!outcome.ok) throw new Error(`no balance with another clock: ${outcome.error.code}`)
      await app.page().evaluate(() => window.dialdesk.account.refreshBalance())
    },
  ],
  'disk full': [
    1,
    async (app, random, ledger) => {
      const disk = app.fillDisk?.()
      if (!disk) return
      const [, call] = activities['call'] as (typeof activities)[string]
      await call(app, random, ledger)
      await rest(outage(random) * 1000)
      disk.empty()
      // what was not stored is lost, as the banner says, and the app stores again after its next start
      const { database } = (await app.state()).storage
      if (database.state === 'in-memory') {
        await endCalls(app)
        ledger.forgiven()
        await app.quitAndStart()
      }
    },
  ],
}
