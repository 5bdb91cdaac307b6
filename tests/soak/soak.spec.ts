import { mkdirSync, writeFileSync } from 'node:fs'
import { rest } from '../support/rest.ts'
import { expect, test } from '../support/test.ts'
import { grown, type Held, measure } from './held.ts'
import { createLedger } from './ledger.ts'
import { createRandom } from './random.ts'
import { type SoakedApp, startSoakedApp } from './soaked-app.ts'
import { activities, endCalls, faults, type Steps } from './steps.ts'

const minutes = Number(process.env['DIALDESK_SOAK_MINUTES'] ?? 2)
const time = minutes === 1 ? 'a minute' : `${minutes} minutes`
const seed = Number(process.env['DIALDESK_SOAK_SEED'] ?? 1)
const beside = process.env['DIALDESK_SOAK_BESIDE'] === '1'
/** ms until every line is registered again after a fault; five times as long where other work keeps the computer busy. */
const BACK = beside ? 50_000 : 10_000
/** ms between two rests at which nothing may be lost, nothing there twice, and nothing held. */
const REST_EVERY = 45_000
/** Steps of a user between two faults. */
const STEPS = 4

type Entry = { readonly at: number; readonly what: string; readonly ms: number; readonly failed?: string }

test(`${time} of calls with faults at random, seed ${seed}: nothing lost, nothing twice, lines back in time, nothing held`, async ({ scope }) => {
  test.skip(process.platform !== 'linux', 'reads /proc, and has a private keychain')
  test.setTimeout(minutes * 60_000 + 300_000)
  const random = createRandom(seed)
  const ledger = createLedger()
  const app = await startSoakedApp(scope)
  const history: Entry[] = []
  const broken: string[] = []
  const back: { after: string; ms: number }[] = []
  const rests: Held[] = []
  const began = performance.now()
  const elapsed = (): number => Math.round(performance.now() - began)

  const run = async (what: string, step: () => Promise<unknown>): Promise<void> => {
    const at = elapsed()
    try {
      await step()
      history.push({ at, what, ms: elapsed() - at })
    } catch (e) {
      const failed = e instanceof Error ? (e.message.split('\n', 1)[0] ?? '') : String(e)
      history.push({ at, what, ms: elapsed() - at, failed })
      broken.push(`${Math.round(at / 1000)} s, ${what}: ${failed}`)
    }
  }
  const choose = (steps: Steps): [what: string, step: Steps[string][1]] =>
    random.pick(Object.entries(steps).map(([what, [weight, step]]) => [weight, [what, step] as [string, Steps[string][1]]] as const))
  const atRest = async (): Promise<void> => {
    await endCalls(app)
    broken.push(...(await ledger.check(app)).map((found) => `${Math.round(elapsed() / 1000)} s: ${found}`))
    const held = await measure(app, !beside)
    // against the first rest that had the same process: what each loads once is in it
    for (const name of ['main', 'phone'] as const) {
      const first = rests.find((one) => one[name].pid === held[name].pid)
      if (first) broken.push(...grown(first, held).filter((found) => found.startsWith(name)))
    }
    broken.push(...grown(held, held))
    rests.push(held)
  }

  await run('lines at the start', () => linesBack(app))
  // what a process loads with its first calls is no growth
  for (let n = 0; n < STEPS; n++) {
    await run('call', () => (activities['call'] as Steps[string])[1](app, random, ledger))
    await rest(1000)
  }
  await run('rest', atRest)
  let lastRest = performance.now()
  while (elapsed() < minutes * 60_000) {
    for (let n = 0; n < STEPS; n++) {
      const [what, step] = choose(activities)
      await run(what, () => step(app, random, ledger))
      await rest(400 + random.below(1200))
    }
    const [fault, step] = choose(faults)
    await run(fault, () => step(app, random, ledger))
    const at = performance.now()
    await run('lines back', () => linesBack(app))
    back.push({ after: fault, ms: Math.round(performance.now() - at) })
    if (performance.now() - lastRest > REST_EVERY) {
      await run('rest', atRest)
      lastRest = performance.now()
    }
  }
  await run('rest', atRest)

  const count = (names: Steps): Record<string, number> =>
    Object.fromEntries(Object.keys(names).map((name) => [name, history.filter(({ what }) => what === name).length]))
  const report = {
    ...{ seed, minutes, besideOtherWork: beside, diskOfItsOwn: app.fillDisk !== null },
    ...{ activities: count(activities), faults: count(faults), kept: ledger.counts() },
    slowestBack: [...back].sort((a, b) => b.ms - a.ms).slice(0, 5),
    ...{ rests, broken, history },
  }
  mkdirSync('soak-output', { recursive: true })
  writeFileSync('soak-output/report.json', `${JSON.stringify(report, null, 2)}\n`)
  console.log(`  seed ${seed}: ${JSON.stringify({ ...report.activities, ...report.faults })}`)
  console.log(`  ${JSON.stringify(report.kept)}; slowest lines ${JSON.stringify(report.slowestBack.slice(0, 3))}; ${rests.length} rests`)
  expect(broken).toEqual([])
})

/** Waits until every line is registered, in the app and at the server. */
async function linesBack(app: SoakedApp): Promise<void> {
  await expect
    .poll(
      async () => {
        const { lines } = (await app.state()).lines
        return [lines.length, lines.filter((line) => line.registration.state === 'registered').length, app.sandbox.exchange.bindings.size]
      },
      { timeout: BACK, intervals: [200] },
    )
    .toEqual([3, 3, 3])
}
