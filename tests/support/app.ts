import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { keepEvidence, textOf } from './evidence.ts'

export type LaunchOptions = {
  /** Kept after the end when given; else a fresh folder that is removed. */
  readonly userData?: string
  /** WAV file that the fake microphone plays; without it Chromium's own beep. */
  readonly microphone?: string
  readonly noMicrophone?: boolean
  /** Begins with the first steps after signing in, as a new user does; else they count as done. */
  readonly firstRun?: boolean
  /** Where the built app lies; without it the project's folder. */
  readonly folder?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly args?: readonly string[]
  readonly colorScheme?: 'light' | 'dark'
  readonly language?: 'en-US' | 'de-DE'
}

export type App = {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** What main and its children wrote. */
  readonly output: () => string
  /** Ends the app, unless it has ended: a spec that starts it again closes it itself. */
  readonly close: () => Promise<void>
}

const CLOSE_LIMIT = 20_000
/** ms for a click or a field: while a second window opens on a computer that is busy, the first one draws nothing for half a minute. */
const ACTION_LIMIT = 90_000
const root = resolve(import.meta.dirname, '../..')

/**
 * Starts the built app as a user would, on whatever host Playwright finds, with a fresh user-data folder.
 *
 * @returns the app with its main window's page, at the size of 1120 by 720 px
 * @throws Error when the app is not built, or shows no window
 */
export async function launchApp(options: LaunchOptions = {}): Promise<App> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'dialdesk-'))
  if (!options.firstRun) skipFirstSteps(userData)
  const devices = options.noMicrophone
    ? []
    : ['--use-fake-device-for-media-stream', ...(options.microphone ? [`--use-file-for-fake-audio-capture=${options.microphone}`] : [])]
  const env = Object.fromEntries(
    Object.entries({ ...process.env, LC_ALL: (options.language ?? 'en-US').replace('-', '_'), ...options.env }).filter(
      (e): e is [string, string] => e[1] !== undefined,
    ),
  )
  let output = ''
  const electron = await _electron.launch({
    cwd: root,
    args: [
      '-r',
      join(root, 'tests/support/recorder.cjs'),
      options.folder ?? root,
      `--user-data-dir=${userData}`,
      `--lang=${options.language ?? 'en-US'}`,
      ...devices,
      ...(options.args ?? []),
    ],
    env,
    ...(options.colorScheme ? { colorScheme: options.colorScheme } : {}),
  })
  const main = electron.process()
  for (const stream of [main.stdout, main.stderr]) stream?.on('data', (d) => (output += d))
  const forget = keepEvidence(() => textOf(join(userData, 'logs', 'main.log')))
  electron.context().setDefaultTimeout(ACTION_LIMIT)
  const page = await electron.firstWindow()
  await page.setViewportSize({ width: 1120, height: 720 })
  await scriptsHaveRun(page)
  return {
    electron,
    page,
    userData,
    output: () => output,
    async close() {
      forget()
      if (main.exitCode === null && main.signalCode === null) {
        // an app with a call up asks before it quits: after a spec that failed in a call nobody answers
        const timer = setTimeout(() => main.kill('SIGKILL'), CLOSE_LIMIT)
        await electron.close()
        clearTimeout(timer)
      }
      // Chromium's last helpers (the one that writes a crash down) may still be at it
      if (!options.userData) rmSync(userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** What the build drew of the first screen can be seen and typed into; keys and buttons work once the page's scripts have drawn it. */
export async function scriptsHaveRun(page: Page): Promise<void> {
  // not by frames, of which a window that is hidden has none
  await page.waitForFunction(() => performance.getEntriesByName('first-screen').length > 0, null, { polling: 50 })
}

/** Settings of somebody who has been here before. */
export function skipFirstSteps(userData: string): void {
  const path = join(userData, 'settings.json')
  if (existsSync(path)) return
  const file = { version: 1, settings: { ...defaultSettings, setUp: true }, remembered: [], activeAccountId: null, window: null, shownOnce: [] }
  writeFileSync(path, JSON.stringify(file))
}

/** Fills in the sign-in form and sends it; does not wait for the answer. @param account its provider's address as a URL */
export async function signIn(page: Page, account: { address: string; user: string; password: string; stay?: boolean }): Promise<void> {
  await page.getByLabel('User name', { exact: true }).fill(account.user)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  const stay = page.getByLabel('Stay signed in')
  if ((await stay.isChecked()) !== (account.stay ?? false)) await stay.click()
  const field = page.getByLabel('Provider address', { exact: true })
  if (!(await field.isVisible())) await page.getByRole('button', { name: 'Provider address: Change' }).click()
  await field.fill(account.address)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
