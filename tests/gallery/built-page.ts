// The app's own page as `npm run build` made it, in a browser, with answers in place of main: what the guide's pictures show.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { frameOf } from '../../electron/main/windows/drawn-screen.ts'
import { answerPage, ORIGIN } from '../../electron/main/windows/scheme.ts'
import { type AppState, ipc } from '../../shared/contract/ipc.ts'
import { chooseLanguage } from '../../shared/domain/language.ts'
import { type Answers, withCosts } from './bridge.ts'
import { NOW } from './guide-words.ts'
import { pageAt, servePage, USUAL_WINDOW } from './open.ts'

export type BuiltPage = {
  /** The page with this state of the app and these answers: loaded anew in the page that was opened before, which takes half as long. */
  readonly open: (state: AppState, answers: Answers) => Promise<Page>
  /** The same in a page that has nothing in its cache, and gets these files that many ms later, as from a slow disk. */
  readonly openLate: (state: AppState, answers: Answers, late: { readonly files: RegExp; readonly ms: number }) => Promise<Page>
  /** The same with the screen that the build drew for this start, as main sends it; `run` lets the page's scripts run, to which the state is `then`. */
  readonly openDrawn: (state: AppState, answers: Answers, then?: AppState) => Promise<{ readonly page: Page; readonly run: () => Promise<void> }>
  /** Closes its pages; the browser is the caller's. */
  readonly close: () => Promise<void>
}

type Entry = { readonly domain: string; readonly name: string; readonly kind: 'event' | 'nothing' | 'value' }
const entries: readonly Entry[] = Object.entries(ipc).flatMap(([domain, group]) =>
  Object.entries(group).map(([name, entry]) => ({
    domain,
    name,
    kind: entry.kind === 'event' ? 'event' : entry.result.safeParse(undefined).success ? 'nothing' : 'value',
  })),
)

/** @param scrollBars whether they take their width, as on Windows; pictures are without */
export async function openBuiltPage(browser: Browser, { scrollBars = true } = {}): Promise<BuiltPage> {
  const root = resolve(import.meta.dirname, '../../out/renderer')
  if (!existsSync(root)) throw new Error('the app is not built: npm run build')
  const { address, close } = await servePage(root)
  const opened: Page[] = []
  const blank = async (): Promise<Page> => {
    const page = await pageAt(browser, NOW, { reducedMotion: 'reduce' })
    opened.push(page)
    if (!scrollBars) await (await page.context().newCDPSession(page)).send('Emulation.setScrollbarsHidden', { hidden: true })
    return page
  }
  const load = async (page: Page, state: AppState, answers: Answers, until: 'load' | 'commit' = 'load'): Promise<Page> => {
    const headset = state.settings.language === 'de' ? 'USB-Headset' : 'USB headset'
    const script = await page.addInitScript(standInForMain, { state, answers: withCosts(answers), entries, headset })
    await page.goto(address, { waitUntil: until })
    await script.dispose()
    await page.locator('h1').first().waitFor()
    return page
  }
  let shared: Promise<Page> | undefined
  return {
    async open(state, answers) {
      const page = await (shared ??= blank())
      await page.setViewportSize(USUAL_WINDOW)
      return load(page, state, answers)
    },
    async openLate(state, answers, { files, ms }) {
      const page = await blank()
      await page.route(files, async (route) => {
        await new Promise((done) => setTimeout(done, ms))
        // a page that has been closed meanwhile
        await route.continue().catch(() => {})
      })
      return load(page, state, answers)
    },
    async openDrawn(state, answers, then = state) {
      const page = await blank()
      const { promise: running, resolve: run } = Promise.withResolvers<void>()
      const language = chooseLanguage(state.settings.language, state.environment.systemLanguages)
      const html = await (await answerPage(root, `${ORIGIN}/index.html`, () => frameOf(state, language, false))).text()
      await page.route(address, (route) => route.fulfill({ body: html, contentType: 'text/html' }))
      await page.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
        await running
        await route.continue().catch(() => {})
      })
      await load(page, then, answers, 'commit')
      return {
        page,
        async run() {
          run()
          await page.locator('.first-frame').waitFor({ state: 'detached' })
        },
      }
    },
    async close() {
      for (const page of opened) await page.context().close()
      close()
    },
  }
}

type StandInForMain = { readonly state: AppState; readonly answers: Answers; readonly entries: readonly Entry[]; readonly headset: string }

/** Runs in the page, before its own scripts: `window.dialdesk` without a main process, and a headset in place of the browser's test devices. */
function standInForMain({ state, answers, entries: list, headset }: StandInForMain): void {
  const listeners = new Map<string, ((payload: unknown) => void)[]>()
  const value = (channel: string, argument: unknown): unknown => {
    if (channel === 'app.snapshot') return { sequence: 0, state }
    if (channel === 'rates.ask' || channel === 'rates.lookUp') {
      const known = answers['rates'] as Record<string, unknown>
      const { numbers } = argument as { numbers: string[] }
      const rates = numbers.map((number) => known[number.replace(/\D/g, '').replace(/^00/, '').replace(/^0/, '49')] ?? null)
      return channel === 'rates.ask' ? { rates, error: null } : { id: 1, askedAt: 0, rates, before: null, error: null, cancelled: false }
    }
    if (channel === 'sent.page') return (answers[channel] as Record<string, unknown>)[(argument as { kind: string | null }).kind ?? 'all']
    if (channel === 'diagnostics.run')
      for (const step of answers['diagnostics.steps'] as unknown[]) for (const run of listeners.get('diagnostics.step') ?? []) run(step)
    return answers[channel]
  }
  const bridge: Record<string, Record<string, unknown>> = {}
  for (const { domain, name, kind } of list) {
    const channel = `${domain}.${name}`
    const group = (bridge[domain] ??= {})
    group[name] =
      kind === 'event'
        ? (run: (payload: unknown) => void) => {
            listeners.set(channel, [...(listeners.get(channel) ?? []), run])
            return () => listeners.set(channel, [])
          }
        : async (argument: unknown) =>
            kind === 'nothing' || channel in answers || ['app.snapshot', 'rates.ask', 'rates.lookUp'].includes(channel)
              ? { ok: true, value: value(channel, argument) }
              : new Promise(() => {})
  }
  Object.defineProperty(window, 'dialdesk', { value: bridge })
  const device = (kind: MediaDeviceKind, deviceId: string, label: string) => ({ kind, deviceId, label, groupId: 'headset', toJSON: () => ({}) })
  navigator.mediaDevices.enumerateDevices = async () =>
    (['audioinput', 'audiooutput'] as const).flatMap((kind) => [device(kind, 'default', `Default - ${headset}`), device(kind, 'headset', headset)])
  Object.defineProperty(MediaStreamTrack.prototype, 'label', { get: () => headset })
  // a voice of the same loudness in every run
  AnalyserNode.prototype.getFloatTimeDomainData = (samples) => void samples.fill(0.06)
}
