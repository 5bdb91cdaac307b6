import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Starts the app once more, and waits until it has ended. See launchAgain. @param first a script that runs before the app's own */
export async function startAgain(
  userData: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  first?: string,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = launchAgain(userData, args, env, first)
  const texts = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) child[stream]?.setEncoding('utf8').on('data', (text) => (texts[stream] += text))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, ...texts }
}

/** Starts the app once more, as a command line or a link would: with the user-data folder of a running one it is a second instance. */
export function launchAgain(userData: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, first?: string): ChildProcess {
  // what Playwright starts, too
  const program = createRequire(import.meta.url)('electron') as string
  return spawn(program, [...(first === undefined ? [] : ['-r', first]), root, `--user-data-dir=${userData}`, '--lang=en-US', ...args], {
    cwd: root,
    env: { ...process.env, LC_ALL: 'en_US', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
