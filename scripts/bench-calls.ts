// A call: from the click to the wire, from the wire to what is seen and heard, and what it costs while it lasts.
import type { Page } from 'playwright'
import type { Sandbox } from '../tests/sandbox/index.ts'
import type { App } from '../tests/support/app.ts'
import { Baresip } from '../tests/support/peers/baresip.ts'
import { killPhone, phonePid } from '../tests/support/phone-screen.ts'
import { gatewayLatencies } from './bench-capture.ts'
import { ticks } from './bench-rest.ts'
import type { Record } from './bench-results.ts'

/** ms. */
const RINGS_FOR = 1000
/** ms after which the end of the phone process counts as a single one: sooner, several in a row delay the next start (main/phone/phone-process.ts). */
const SETTLED = 10_500

/** @param app signed in, with its lines registered, on the phone screen, with a microphone that plays 1000 Hz unprocessed */
export async function callBench(app: App, sandbox: Sandbox, record: Record): Promise<void> {
  await outgoing(app, sandbox, record, 20)
  await incoming(sandbox, record, 20)
  await gateway(app, sandbox, record)
  await answered(app, sandbox, record, 5)
  // apart from the other twenty, which the page is still showing
  await incomingWindow(app, sandbox, record, 20)
  await phoneKilled(app, sandbox, record, 5)
  await pageReloaded(app, sandbox, record, 5)
}

/**
 * A click on the call button to the INVITE on the wire; one clock, for page and exchange share the computer. The reference is baresip, told to
 * dial the same number, in turns.
 */
async function outgoing({ page }: App, sandbox: Sandbox, record: Record, runs: number): Promise<void> {
  const { exchange } = sandbox
  /** When the next INVITE comes, ms since 1970. */
  const invited = (): Promise<number> =>
    new Promise((done) => {
      const see = (text: string, way: string): void => {
        if (way !== 'in' || !text.startsWith('INVITE')) return
        exchange.off('message', see)
        done(performance.timeOrigin + performance.now())
      }
      exchange.on('message', see)
    })
  exchange.setPassword('reference', 'pw-reference')
  const phone = await Baresip.start({ user: 'reference', server: exchange.port('udp'), hz: 440 })
  const values: number[] = []
  const reference: number[] = []
  for (let i = 0; i < runs; i++) {
    await page.getByLabel('Number or name').fill('10001')
    const sent = invited()
    const clicked = await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('.split .main')
      const now = performance.timeOrigin + performance.now()
      button?.click()
      return now
    })
    values.push((await sent) - clicked)
    await end(page)
    const before = phone.seen.length
    const dialled = performance.timeOrigin + performance.now()
    const sentByIt = invited()
    void phone.command('dial', 'sip:10001@sip.test.invalid')
    reference.push((await sentByIt) - dialled)
    await phone.until('CALL_ESTABLISHED', before)
    await phone.command('hangup')
    await phone.until('CALL_CLOSED', before)
  }
  await phone.stop()
  record('click-to-invite', 'ms', values, reference)
}

async function end(page: Page): Promise<void> {
  await page.locator('.call-state', { hasText: 'Connected' }).waitFor()
  await page.getByRole('button', { name: 'End call' }).click()
  await page.getByRole('button', { name: 'Close summary' }).click()
  await page.getByLabel('Number or name').waitFor()
}

/** kill -9 of the phone process to all lines registered again. */
async function phoneKilled(app: App, sandbox: Sandbox, record: Record, runs: number): Promise<void> {
  const lines = Object.keys(sandbox.account.lines).length
  const values: number[] = []
  for (let i = 0; i < runs; i++) {
    await app.page.waitForTimeout(SETTLED)
    const again = new Set<string>()
    const registered = new Promise<void>((done) => {
      const see = ({ user }: { user: string }): void => {
        again.add(user)
        if (again.size < lines) return
        sandbox.exchange.off('registered', see)
        done()
      }
      sandbox.exchange.on('registered', see)
    })
    const killed = performance.now()
    await killPhone(app.electron)
    await registered
    values.push(performance.now() - killed)
  }
  record('kill-to-registered', 'ms', values)
}

/** What the far end hears of nothing when the page is reloaded in a call; the stand-in's whole page load is in it. */
async function pageReloaded(app: App, sandbox: Sandbox, record: Record, runs: number): Promise<void> {
  const values: number[] = []
  await app.page.getByLabel('Number or name').fill('10001')
  await app.page.keyboard.press('Enter')
  await app.page.locator('.call-state', { hasText: 'Connected' }).waitFor()
  const far = () => [...sandbox.exchange.calls.values()].at(-1)?.endpoint
  const heard = async (): Promise<void> => {
    while ((far()?.purityOf(1000) ?? 0) < 0.9) await new Promise((done) => setTimeout(done, 50))
  }
  for (let i = 0; i < runs; i++) {
    await heard()
    far()?.forgetGaps()
    await app.page.reload()
    await app.page.locator('.call-state', { hasText: 'Connected' }).waitFor()
    await heard()
    values.push(far()?.longestGap ?? Number.NaN)
  }
  await end(app.page)
  record('reload-silence', 'ms', values)
}

/** An INVITE out of the exchange to the 180 back. */
async function incoming(sandbox: Sandbox, record: Record, runs: number): Promise<void> {
  const values: number[] = []
  for (let i = 0; i < runs; i++) {
    let sentAt = 0
    const note = (text: string, way: string): void => {
      if (way === 'out' && text.startsWith('INVITE')) sentAt = performance.now()
      if (way === 'in' && text.startsWith('SIP/2.0 180')) values.push(performance.now() - sentAt)
    }
    sandbox.exchange.on('message', note)
    const call = await sandbox.exchange.callUser('office')
    await call.until('ringing')
    sandbox.exchange.off('message', note)
    call.hangUp()
    await new Promise((done) => setTimeout(done, 100))
  }
  record('invite-to-ringing', 'ms', values)
}

/** INVITE sent by the exchange to the small window shown, prepared ahead as in use, while the user looks elsewhere. */
async function incomingWindow(app: App, sandbox: Sandbox, record: Record, runs: number): Promise<void> {
  const away = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((w) => w.getBounds().width > 400)
        ?.blur(),
    )
  const values: number[] = []
  for (let i = 0; i <= runs; i++) {
    await away()
    const sent = Date.now()
    const call = await sandbox.exchange.callUser('office')
    const small = app.electron.windows().find((w) => w !== app.page) ?? (await app.electron.waitForEvent('window'))
    await small.getByRole('alertdialog').waitFor()
    const shown = await app.electron.evaluate(() => (globalThis as unknown as { __shown?: number }).__shown ?? 0)
    call.hangUp()
    await small.getByRole('alertdialog').waitFor({ state: 'hidden' })
    // the first one finds the window and notes from then on when it is shown
    if (i === 0)
      await app.electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()
          .find((w) => w.getBounds().width === 360)
          ?.on('show', () => Object.assign(globalThis, { __shown: Date.now() }))
      })
    else values.push(shown - sent)
  }
  record('call-to-window', 'ms', values)
}

/**
 * Answering, a second after it began to ring as people do at the earliest, to the caller hearing the microphone: the tone it plays, at the far
 * end. The page's leg is built while it rings (media/delayed-leg.ts).
 */
async function answered(app: App, sandbox: Sandbox, record: Record, runs: number): Promise<void> {
  const values: number[] = []
  for (let i = 0; i < runs; i++) {
    const call = await sandbox.exchange.callUser('office')
    await call.until('ringing')
    const answer = app.page.getByRole('button', { name: 'Answer', exact: true })
    await answer.waitFor()
    await app.page.waitForTimeout(RINGS_FOR)
    const began = performance.now()
    await answer.evaluate((button: HTMLElement) => button.click())
    const far = () => [...sandbox.exchange.calls.values()].at(-1)?.endpoint
    // one packet of it
    while ((far()?.purityOf(1000, 20) ?? 0) < 0.9) await new Promise((done) => setTimeout(done, 5))
    values.push(performance.now() - began)
    await app.page.locator('.call-state', { hasText: 'Connected' }).waitFor()
    await end(app.page)
  }
  record('answer-to-sound', 'ms', values)
}

/** What a call costs: processor time of the phone process with one call against none, in turns. */
async function gateway({ page, electron }: App, sandbox: Sandbox, record: Record): Promise<void> {
  const pid = await phonePid(electron)
  const cpu = async (ms: number): Promise<number> => {
    const [before, started] = [ticks(pid), performance.now()]
    await new Promise((done) => setTimeout(done, ms))
    // 100 clock ticks a second
    return ((ticks(pid) - before) * 10 * 100) / (performance.now() - started)
  }
  const values: number[] = []
  for (let i = 0; i < 3; i++) {
    const idle = await cpu(4000)
    await page.getByLabel('Number or name').fill('10000')
    await page.keyboard.press('Enter')
    await page.locator('.call-state', { hasText: 'Connected' }).waitFor()
    await new Promise((done) => setTimeout(done, 1000))
    values.push((await cpu(6000)) - idle)
    if (i === 0) record('gateway-latency', 'ms one way', await gatewayLatencies([...sandbox.exchange.calls.values()].at(-1)?.mediaPort ?? 0))
    await end(page)
  }
  record('gateway-cpu-per-call', '% of a core', values)
}
