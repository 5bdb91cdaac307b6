import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { owned } from './keyring.ts'
import type { Scope } from './scope.ts'
import { until } from './until.ts'

/** Orca on a display of its own, heard by what it would say. Linux only. */
export type Orca = {
  /** For the app that it reads. */
  readonly env: Readonly<Record<string, string>>
  /** What it has said since this was asked last. */
  readonly heard: () => readonly string[]
  /** Takes what was heard so far as known. */
  readonly forget: () => void
}

/** Starts it on the session bus of the environment, speaking a language. */
export async function startOrca(scope: Scope, language: 'en' | 'de'): Promise<Orca> {
  const folder = scope.add(mkdtempSync(join(tmpdir(), 'orca-')), (path) => rmSync(path, { recursive: true, force: true, maxRetries: 20 }))
  const said = join(folder, 'said')
  writeFileSync(said, '')
  mkdirSync(join(folder, 'orca'))
  copyFileSync(join(import.meta.dirname, 'orca.py'), join(folder, 'orca', 'orca-customizations.py'))
  const start = (program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess =>
    scope.add(
      spawn(program, args, {
        env: { ...process.env, HOME: folder, GSETTINGS_BACKEND: 'memory', ...env },
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
        // with a group of its own: the launcher of the accessibility bus starts a bus daemon
        detached: true,
      }),
      stop,
    )
  const display = await displayOf(start('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']))
  const env = { DISPLAY: display }
  start('/usr/libexec/at-spi-bus-launcher', ['--launch-immediately', '--a11y=1', '--screen-reader=1'], env)
  await owned(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '', 'org.a11y.Bus')
  start('orca', ['--replace', '--user-prefs', join(folder, 'orca')], {
    ...env,
    LANGUAGE: language,
    DIALDESK_TEST_SAID: said,
  })
  const all = (): readonly string[] => readFileSync(said, 'utf8').split('\n').slice(0, -1)
  await until(() => all().length > 0, { failure: () => 'Orca says nothing', limit: 60_000 })
  let known = 0
  return {
    env,
    heard: () => all().slice(known),
    forget: () => {
      known = all().length
    },
  }
}

const displayOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`no display (${code})`)))
    server.stdio[3]?.once('data', (number: Buffer) => resolve(`:${String(number).trim()}`))
  })

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  await gone
}
