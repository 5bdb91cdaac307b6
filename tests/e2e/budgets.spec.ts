import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { scriptsHaveRun } from '../support/app.ts'
import { budgets } from '../support/budgets.ts'
import { dial, expectState, leaveCalls, phonePid } from '../support/phone-screen.ts'
import { rest } from '../support/rest.ts'
import { type SetUp, sharedScope, startSignedIn } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

type Page = SetUp['page']

const shared = sharedScope()
let running: SetUp
test.beforeAll(async () => {
  running = await startSignedIn(shared)
})

/** Files that a script of the build imports by name, and that these import. */
function imported(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file) || !existsSync(file)) return found
  found.add(file)
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) imported(join(dirname(file), path), found)
  return found
}
const size = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + statSync(file).size, 0)

test('the first screen is small, and asks for all it needs at once', () => {
  const html = readFileSync('out/renderer/index.html', 'utf8')
  const links = html.split('\n').filter((line) => !/data-only="(?:sign-in|de|call)"/.test(line))
  const named = (end: string) =>
    links.flatMap((line) => new RegExp(`(?:src|href)="\\./([^"]+${end})"`).exec(line)?.[1] ?? []).map((f) => `out/renderer/${f}`)
  const scripts = named('\\.js')
  // nothing is asked for by a script that the page has not named
  expect([...scripts.flatMap((file) => [...imported(file)])].filter((file) => !scripts.includes(file))).toEqual([])
  expect(scripts.length).toBeLessThanOrEqual(budgets.firstScreenFiles)
  expect(size(scripts)).toBeLessThanOrEqual(budgets.firstScreenScripts)
  const styles = named('\\.css')
  expect(size(styles)).toBeLessThanOrEqual(budgets.firstScreenStyles)
  // the same rules once more, behind those that override them, would win
  expect(
    styles.flatMap((file) => readFileSync(file, 'utf8').match(/--background-window:/g) ?? []),
    'light and dark',
  ).toHaveLength(2)
})

test('no script of the pages carries the library of the schemas: main has checked what they get, and checks what they send', () => {
  const scripts = globSync('out/renderer/assets/*.js')
  expect(scripts.length).toBeGreaterThan(10)
  expect(scripts.filter((file) => readFileSync(file, 'utf8').includes('ZodType'))).toEqual([])
})

test('the page is sent with its first screen, as the build drew it', async () => {
  const { page } = running
  const html = await page.evaluate(async () => (await fetch('/index.html')).text())
  expect(html).toMatch(/<div class="first-frame">.*<input[^>]* data-number-field/s)
  expect(html.length).toBeLessThanOrEqual(budgets.firstScreenHtml)
})

test('the page evaluates no other script before its first screen', async () => {
  const { page } = running
  await page.reload()
  await scriptsHaveRun(page)
  const scripts = await page.evaluate(() => {
    const drawn = performance.getEntriesByName('first-screen')[0]?.startTime ?? 0
    return performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js') && (entry as PerformanceResourceTiming).responseEnd < drawn)
      .map((entry) => entry.name.replace(/.*\//, ''))
  })
  expect(scripts.length).toBeGreaterThan(1)
  expect(scripts.length, scripts.join(' ')).toBeLessThanOrEqual(budgets.firstScreenFiles)
})

test('a page that is loaded in a call begins with the audio, and reads no screen before', async () => {
  const { page } = running
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await page.reload()
  await scriptsHaveRun(page)
  const [entry = '', ...more] = await page.evaluate(() => [...document.scripts].map(({ src }) => src.replace(/.*\//, '')))
  expect([entry.slice(0, 8), more]).toEqual(['in-call-', []])
  const scripts = imported(`out/renderer/assets/${entry}`)
  expect(scripts.size).toBeGreaterThan(1)
  expect(size(scripts)).toBeLessThanOrEqual(budgets.inCallScripts)
  await expectState(page, 'Connected')
  await leaveCalls(page)
})

test('few style sheets follow the first screen, which is laid out again with each of them', async () => {
  const { page } = running
  // the last of the screens that are loaded while nothing happens
  await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').some((e) => /\/settings-[^/]+\.js$/.test(e.name)))).toBe(true)
  expect(await page.evaluate(() => document.styleSheets.length)).toBeLessThanOrEqual(budgets.styleSheets)
})

test('neither a start nor a call changes the rules of the whole page', async () => {
  const { page } = running
  await page.addInitScript(() => {
    const added: string[] = []
    Object.assign(window, { __rules: added })
    const look: MutationCallback = (changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) if (node instanceof HTMLStyleElement) added.push(node.outerHTML)
    }
    document.addEventListener('DOMContentLoaded', () => new MutationObserver(look).observe(document.head, { childList: true }))
  })
  await page.reload()
  await scriptsHaveRun(page)
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await leaveCalls(page)
  expect(await page.evaluate(() => (window as unknown as { __rules: string[] }).__rules)).toEqual([])
})

test('main is small until its window opens, and smaller where it only prints or hands over', () => {
  const first = imported('out/main/main.js')
  expect(size(first)).toBeLessThanOrEqual(budgets.commandLineScripts)
  const window = imported('out/main/open-window.js', new Set(first))
  expect(size(window)).toBeLessThanOrEqual(budgets.windowScripts)
  expect(size(imported('out/main/app.js', new Set(window)))).toBeLessThanOrEqual(budgets.mainScripts)
})

test('the phone process loads what a call needs of WebRTC with the first one', () => {
  expect(size(imported('out/main/phone-main.js'))).toBeLessThanOrEqual(budgets.phoneScripts)
})

test('a call takes few messages to the page, and a quiet minute next to none', async () => {
  const { app, page } = running
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const counted = globalThis as unknown as { __sent: string[] }
    counted.__sent = []
    if (!window) throw new Error('no window')
    const { webContents } = window
    const send = webContents.send.bind(webContents)
    webContents.send = (...args) => {
      const [, payload] = args as [string, { change?: { slice?: string } }]
      counted.__sent.push(payload?.change?.slice ?? 'other')
      send(...args)
    }
  })
  const sent = () => app.electron.evaluate(() => (globalThis as unknown as { __sent: string[] }).__sent)
  const seconds = 2
  const rounds: number[] = []
  for (let round = 0; round < 3; round++) {
    const { length: before } = await sent()
    await rest(seconds * 1000)
    rounds.push((await sent()).length - before)
  }
  // in one of them there is nothing left of the call before, as its costs
  expect(Math.min(...rounds)).toBeLessThanOrEqual(seconds * budgets.idleMessages)
  const { length: atCall } = await sent()
  const begun = performance.now()
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await page.getByRole('button', { name: 'End call', exact: true }).click()
  await page.getByRole('button', { name: 'Close summary' }).waitFor()
  const ofCall = (await sent()).slice(atCall)
  test.info().annotations.push({ type: 'messages', description: ofCall.join(' ') })
  const lasted = (performance.now() - begun) / 1000
  expect(ofCall.length).toBeLessThanOrEqual(budgets.messagesOfCall + lasted * budgets.messagesOfCallSecond)
  // whose number it is has not changed
  expect(ofCall).not.toContain('contacts')
  await leaveCalls(page)
})

test('a call that only lasts gives the page little to do', async () => {
  const { page } = running
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await expect(page.getByRole('img', { name: 'Quality' })).toBeVisible()
  // in the quietest of them nothing happened by chance, as a new balance
  const [quietest] = await functionsCalled(page, 2, 3)
  expect(quietest?.perSecond, quietest?.most).toBeLessThanOrEqual(budgets.pageFunctionsOfCallSecond)
  await leaveCalls(page)
})

test('the phone process sleeps while nothing happens', async () => {
  test.skip(process.platform !== 'linux', 'read from /proc')
  const pid = await phonePid(running.app.electron)
  // the times that its main thread gave the processor back
  const woken = () => Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${pid}/status`, 'utf8'))?.[1])
  const before = woken()
  await rest(15_000)
  expect((woken() - before) * 4).toBeLessThanOrEqual(budgets.idleWakeUps)
})

test('a page that nobody sees does nothing while nothing happens, and asks for no devices', async () => {
  const { page } = running
  const devices = await page.evaluateHandle(() => {
    const asked = { times: 0 }
    const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices)
    navigator.mediaDevices.enumerateDevices = () => {
      asked.times++
      return list()
    }
    return asked
  })
  const times = () => devices.evaluate(({ times: now }) => now)
  await expect.poll(times).toBeGreaterThan(0)
  await setVisible(page, false)
  const before = await times()
  const [quietest] = await functionsCalled(page, 3, 3)
  expect(quietest?.perSecond, quietest?.most).toBeLessThanOrEqual(budgets.pageFunctionsHidden)
  expect(await times()).toBe(before)
  await setVisible(page, true)
  await expect.poll(times).toBeGreaterThan(before)
})

/** The page's functions that are called in a second, by rounds of so many seconds, the quietest first. */
async function functionsCalled(page: Page, seconds: number, rounds: number): Promise<{ readonly perSecond: number; readonly most: string }[]> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Profiler.enable')
  await devTools.send('Profiler.startPreciseCoverage', { callCount: true })
  const found: { perSecond: number; most: string }[] = []
  for (let round = 0; round < rounds; round++) {
    await devTools.send('Profiler.takePreciseCoverage')
    await rest(seconds * 1000)
    const { result } = await devTools.send('Profiler.takePreciseCoverage')
    const called = result
      .filter(({ url }) => url.includes('/assets/'))
      .flatMap(({ url, functions }) =>
        functions.map(({ functionName, ranges }) => ({ name: `${functionName} ${url.replace(/.*\//, '')}`, count: ranges[0]?.count ?? 0 })),
      )
      .sort((a, b) => b.count - a.count)
    const all = called.reduce((sum, { count }) => sum + count, 0)
    const most = called
      .slice(0, 8)
      .map(({ name, count }) => `${count} ${name}`)
      .join(', ')
    found.push({ perSecond: Math.round(all / seconds), most })
  }
  await devTools.detach()
  return found.sort((a, b) => a.perSecond - b.perSecond)
}

/** What a page reads where its window is hidden; the tests' driver keeps every page of Electron in view. */
const setVisible = (page: Page, visible: boolean): Promise<void> =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    visible ? 'visible' : 'hidden',
  )
