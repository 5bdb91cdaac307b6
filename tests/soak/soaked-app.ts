import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppState } from '../../shared/contract/ipc.ts'
import type { Sandbox } from '../sandbox/index.ts'
import { type App, launchApp } from '../support/app.ts'
import { type Keyring, startKeyring } from '../support/keyring.ts'
import type { Scope } from '../support/scope.ts'
import { credentials, readState, signInDirectly, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, type Page } from '../support/test.ts'
import { toneFile } from '../support/tone.ts'

/** MiB of the disk that is filled and emptied again: room for Chromium's profile and our data. */
const DISK = 192

/** The app under soak: it is killed and started again with the same data, keychain and servers. */
export type SoakedApp = {
  readonly sandbox: Sandbox
  readonly keyring: Keyring
  readonly app: () => App
  readonly page: () => Page
  readonly state: () => Promise<AppState>
  /** Ends the main process as the system does when memory runs out, and starts the app again. */
  readonly killAndStart: () => Promise<void>
  /** Quits the app as a user does, and starts it again. */
  readonly quitAndStart: () => Promise<void>
  /** Fills the disk that the user's data is on; null where no disk of its own could be made. */
  readonly fillDisk: (() => { readonly empty: () => void }) | null
}

export async function startSoakedApp(scope: Scope): Promise<SoakedApp> {
  const keyring = scope.add(await startKeyring('unlocked'), (k) => k.close())
  const folder = temporaryFolder(scope, 'soak')
  const mounted =
    process.env['DIALDESK_SOAK_MOUNTS'] === '1' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}m`, 'tmpfs', folder]).status === 0
  if (mounted) scope.add(folder, () => void spawnSync('umount', ['--lazy', folder]))
  const userData = join(folder, 'data')
  mkdirSync(userData, { mode: 0o700 })
  const options = { userData, env: keyring.env, microphone: toneFile(1000) }
  const { sandbox, app: first } = await startApp(scope, { userData, env: keyring.env, tone: 1000 })
  let app = first
  await signInDirectly(app.page, credentials(sandbox), true)
  await app.page.getByRole('button', { name: 'Trust for this line' }).click()
  const start = async (): Promise<void> => {
    app = scope.add(await launchApp(options), (a) => a.close())
    await expect(app.page.getByRole('heading', { name: 'Recent calls', includeHidden: true })).toBeVisible({ timeout: 60_000 })
  }
  const filler = join(folder, 'filler')
  return {
    sandbox,
    keyring,
    app: () => app,
    page: () => app.page,
    state: () => readState(app.page),
    async killAndStart() {
      const main = app.electron.process()
      const gone = once(main, 'exit')
      process.kill(main.pid ?? 0, 'SIGKILL')
      await gone
      await start()
    },
    async quitAndStart() {
      // yes, also with a call up
      await app.electron.evaluate(({ dialog }) => {
        dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
      })
      await app.close()
      await start()
    },
    fillDisk: mounted
      ? () => {
          const { bavail, bsize } = statfsSync(folder)
          try {
            writeFileSync(filler, Buffer.alloc(Number(bavail) * Number(bsize)))
          } catch {
            // what fits is in it: full
          }
          return { empty: () => rmSync(filler, { force: true }) }
        }
      : null,
  }
}
