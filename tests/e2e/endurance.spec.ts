import { readdirSync, readFileSync } from 'node:fs'
import { torture } from '../fixtures/rfc4475/messages.ts'
import type { Sandbox } from '../sandbox/index.ts'
import type { App } from '../support/app.ts'
import { heldMemory } from '../support/heap.ts'
import { chooseLine, dial, leaveCalls, phonePid } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { readState } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'
import { expectHeard } from '../support/tone.ts'
import { withPhone } from '../support/with-app.ts'

const long = Boolean(process.env['DIALDESK_TEST_LONG'])
const calls = long ? 100 : 10
const rounds = long ? 40 : 2
let sandbox: Sandbox
let app: App
let page: Page
const { button, state } = withPhone({ tone: 1000 }, (started) => {
  ;({ sandbox, app, page } = started)
})

const sockets = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length
/** Resident memory, MiB. */
const memory = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

test(`@torture what the server sends wrong, ${rounds * torture.length} messages over UDP and TCP, costs nothing: same process, same lines, calls as before`, async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  const pid = await phonePid(app.electron)
  const before = { sockets: sockets(pid), memory: memory(pid) }
  // the same each time: a fault that is found can be found again
  let seed = 42
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed % n
  }
  for (let round = 0; round < rounds; round++) {
    for (const { text } of torture) {
      const at = random(text.length)
      const changed = round === 0 ? text : text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + random(12))
      for (const line of ['office', 'home']) {
        const peer = sandbox.exchange.bindings.get(line)?.peer
        // a stream ends at its first framing error; the line comes back automatically
        if (peer) sandbox.exchange.send(changed, peer)
      }
    }
    await expect.poll(rejectRinging).toBe(0)
  }
  for (const line of ['office', 'home']) {
    // nothing says when the last message was read: a call of the torture may ring late
    await expect(async () => {
      await rejectRinging()
      await chooseLine(page, line)
      await expect(page.getByRole('button', { name: new RegExp(`^Line: ${line}, Registered`) })).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 60_000 })
    await leaveCalls(page)
    await dial(page, '10001')
    await state('Connected')
    await expectHeard(page, 440)
    await leaveCalls(page)
  }
  expect(await phonePid(app.electron)).toBe(pid)
  expect(sockets(pid) - before.sockets).toBeLessThan(10)
  expect(memory(pid)).toBeLessThan(before.memory * 1.5)
})

/** Some of the messages are calls that ring, as they should: those are rejected. How many there were. */
const rejectRinging = (): Promise<number> =>
  page.evaluate(async () => {
    const snapshot = await window.dialdesk.app.snapshot()
    const ringing = snapshot.ok ? snapshot.value.state.calls.filter((c) => c.state === 'ringing') : []
    for (const { id } of ringing) await window.dialdesk.calls.reject({ callId: id })
    return ringing.length
  })

test(`${calls} calls in a row leave no socket, no peer connection and no listener behind${long ? ', and no memory' : ''}`, async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  test.setTimeout(240_000 + (calls + 40) * 4000)
  await chooseLine(page, 'office')
  const one = async (): Promise<void> => {
    await dial(page, '10000')
    await state('Connected')
    await expect.poll(() => [...sandbox.exchange.calls.values()].at(-1)?.endpoint?.purityOf(1000) ?? 0).toBeGreaterThan(0.5)
    await button('End call').click()
    await button('Close summary').click()
  }
  const pid = await phonePid(app.electron)
  // the first calls load what all need, and fill what is kept on purpose: the trace of the last 400 messages
  for (let i = 0; i < (long ? 40 : 3); i++) await one()
  await settle()
  const measure = async () => ({
    sockets: sockets(pid),
    legs: await page.locator('audio[data-leg]').count(),
    phone: long ? await heldMemory(pid) : null,
    // main has no such call: its own engine is asked
    main: await app.electron.evaluate(() => {
      process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
      process.getBuiltinModule('node:vm').runInNewContext('gc')()
      return process.memoryUsage().heapUsed / 2 ** 20
    }),
    page: await page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20),
  })
  const before = await measure()
  for (let i = 0; i < calls; i++) await one()
  await settle()
  const after = await measure()
  console.log(`  before ${JSON.stringify(before)}\n  after  ${JSON.stringify(after)}`)
  expect(after.legs).toBe(0)
  expect(after.sockets).toBeLessThanOrEqual(before.sockets + 1)
  if (!long) return
  expect(after.phone ?? 0).toBeLessThan((before.phone ?? 0) * 1.1)
  expect(after.main).toBeLessThan(before.main * 1.1)
  expect(after.page).toBeLessThan(before.page * 1.1)

  /** Calls that are over are kept for a few seconds, sockets of their last packets a little; memory is given back later still. */
  async function settle(): Promise<void> {
    const kept = () => readState(page).then(({ calls }) => calls.length)
    await expect.poll(kept, { timeout: 40_000 }).toBe(0)
    let last = -1
    // the same twice in a row: nothing closes any more
    await expect.poll(() => last === (last = sockets(pid)), { intervals: [500] }).toBe(true)
    if (long) await rest(30_000)
    await page.requestGC()
  }
})
