import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

// One set of specs for both hosts. Where Electron's binary is absent, the electron package is pointed at the stand-in, an
// executable of the same name (tests/electron-host); the specs know nothing of it.
const standIn = process.env['HOST'] === 'standin' || !existsSync('node_modules/electron/path.txt')
if (standIn) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = resolve('tests/electron-host/bin')
process.env['DIALDESK_TEST_HOST'] = standIn ? 'stand-in (Node + Chromium)' : 'Electron'

const linux = process.platform === 'linux'

export default defineConfig({
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: !!process.env['CI'],
  reporter: [['./tests/support/time-reporter.ts']],
  // foreign peers and network namespaces exist on Linux only; the reporter prints what was left out
  ...(!linux ? { grepInvert: /@peer|@netns|@managed/ } : process.getuid?.() === 0 ? {} : { grepInvert: /@netns|@managed/ }),
  projects: [
    { name: 'host', testDir: 'tests/electron-host/self-test' },
    { name: 'e2e', testDir: 'tests/e2e' },
    // pictures and measures of a page: one system's browser is enough
    ...(linux ? [{ name: 'looks', testDir: 'tests/looks' }] : []),
    { name: 'package', testDir: 'tests/package' },
    { name: 'integration', testDir: 'tests/integration' },
  ],
})
