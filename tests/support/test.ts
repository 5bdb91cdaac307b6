import { test as base } from '@playwright/test'
import { evidence } from './evidence.ts'
import { startKeyring } from './keyring.ts'
import { Scope } from './scope.ts'

export * from '@playwright/test'

/**
 * Playwright's `test`, with what two workers must not share: each has its own session bus with an unlocked Secret Service.
 * The apps it starts inherit them through the environment. Folders, ports and sound servers are each test's own anyway.
 * `scope` ends what a single test started (`set-up.ts`). A test that failed shows what the apps logged and which messages went over the wire.
 */
export const test = base.extend<{ readonly scope: Scope; readonly shown: undefined }, { readonly sessionBus: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures it needs from this pattern
  scope: async ({}, use) => {
    const scope = new Scope()
    await use(scope)
    await scope.close()
  },
  shown: [
    // before the scope ends what wrote it
    async ({ scope: _ }, use, info) => {
      await use(undefined)
      if (info.status !== info.expectedStatus) console.log(`Before "${info.title}" failed:\n${evidence()}`)
    },
    { auto: true },
  ],
  sessionBus: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures it needs from this pattern
    async ({}, use) => {
      if (process.platform !== 'linux') return use(undefined)
      const before = { ...process.env }
      const keyring = await startKeyring('unlocked')
      // unlocked, it prompts nobody: a display may stay
      const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = keyring.env
      Object.assign(process.env, env)
      await use(undefined)
      for (const name of Object.keys(env)) {
        if (before[name] === undefined) delete process.env[name]
        else process.env[name] = before[name]
      }
      await keyring.close()
    },
    { scope: 'worker', auto: true },
  ],
})
