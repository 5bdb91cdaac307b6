import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test'
import { browserOptions } from './tests/gallery/browser.ts'
import { shuffled } from './tests/support/shuffle.ts'

// One set of specs for both hosts. Where Electron's binary is absent, the electron package is pointed at the stand-in, an
// executable of the same name (tests/electron-host); the specs know nothing of it.
const standIn = process.env['HOST'] === 'standin' || !existsSync('node_modules/electron/path.txt')
if (standIn) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = resolve('tests/electron-host/bin')
// a page of a spec is gone before optimised code pays for being compiled (docs/decisions/005-apps-at-a-time.md); a long run has it
if (standIn && !process.env['DIALDESK_TEST_LONG']) process.env['ELECTRON_HOST_JS_FLAGS'] ??= '--no-maglev --no-turbofan'
process.env['DIALDESK_TEST_HOST'] = standIn ? 'stand-in (Node + Chromium)' : 'Electron'

const linux = process.platform === 'linux'
/** Left out of e2e: what needs a namespace; and Orca, which leaves out events while the computer is busy, but for a long run. */
const elsewhere = process.env['DIALDESK_TEST_LONG'] ? /@managed/ : /@managed|@orca/
/** Specs that mostly wait for the product's own timers: a stage beside those that compute. */
const waiting = [
  'e2e/canary',
  'e2e/card-secrets',
  'e2e/diagnostics',
  'e2e/endurance',
  'e2e/recovery',
  'integration/devices',
  'integration/hostile',
].map((name) => `${name}.spec.ts`)
const isWaiting = waiting.map((name) => `**/tests/${name}`)

type Project = NonNullable<PlaywrightTestConfig['projects']>[number]
const projects: Project[] = [
  { name: 'host', testDir: 'tests/electron-host/self-test' },
  // pictures and measures of a page: one system's browser is enough
  ...(linux
    ? [
        { name: 'gallery', testDir: 'tests/looks', testMatch: 'gallery.setup.ts' },
        { name: 'looks', testDir: 'tests/looks', dependencies: ['gallery'], use: { launchOptions: browserOptions() } },
      ]
    : []),
  { name: 'e2e', testDir: 'tests/e2e', testIgnore: isWaiting, grepInvert: elsewhere },
  { name: 'integration', testDir: 'tests/integration', testIgnore: isWaiting, grepInvert: /@netns/ },
  { name: 'package', testDir: 'tests/package' },
  { name: 'waiting', testDir: 'tests', testMatch: isWaiting },
  // `npm run soak`, and a stage of its own: for minutes, in a mount namespace
  { name: 'soak', testDir: 'tests/soak' },
  // run through scripts/with-nat.sh: the whole app stands behind a NAT made for it, with an /etc/dialdesk of its own
  ...(linux ? [{ name: 'namespaces', testDir: 'tests', testMatch: ['**/e2e/*.spec.ts', '**/integration/*.spec.ts'], grep: /@netns|@managed/ }] : []),
]

export default defineConfig({
  workers: 2,
  retries: 0,
  // limits for what never comes, with room for a computer five times slower than the one they were found on; they cost a green run nothing
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: !!process.env['CI'],
  reporter: [['./tests/support/time-reporter.ts']],
  // what a failed test did, step by step: npx playwright show-trace
  use: { trace: process.env['DIALDESK_TEST_TRACES'] ? 'retain-on-failure' : 'off' },
  outputDir: process.env['DIALDESK_TEST_OUTPUT'] ?? 'test-results',
  // foreign peers exist on Linux only; the reporter prints what was left out
  ...(linux ? {} : { grepInvert: /@peer/ }),
  projects: process.env['DIALDESK_TEST_SEED'] ? inRandomOrder(Number(process.env['DIALDESK_TEST_SEED'])) : projects,
})

/** Each spec file as a project: Playwright runs projects in the order given, and files in that of the alphabet. */
function inRandomOrder(seed: number): Project[] {
  const files = (['e2e', 'integration'] as const).flatMap((name) =>
    readdirSync(`tests/${name}`)
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => ({
        name: `${waiting.includes(`${name}/${file}`) ? 'waiting' : name}-${file.replace('.spec.ts', '')}`,
        testDir: `tests/${name}`,
        testMatch: file,
        grepInvert: /@netns|@managed|@orca/,
      })),
  )
  return shuffled(files, seed)
}
