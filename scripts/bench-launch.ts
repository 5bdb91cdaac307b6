// From the start of the program to what is seen and to a field that can be typed into.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright'
import type { Record } from './bench-results.ts'

const RUNS = 9

/** The app and an empty window on the same host, in turns: the difference is ours, whatever else the computer does. */
export async function launchBench(root: string, record: Record): Promise<void> {
  const empty = join(mkdtempSync(join(tmpdir(), 'bench-')), 'empty')
  mkdirSync(empty)
  writeFileSync(join(empty, 'package.json'), '{"name":"empty","main":"main.cjs"}')
  writeFileSync(
    join(empty, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron')\napp.whenReady().then(() => new BrowserWindow({ width: 1120, height: 720 }).loadURL('data:text/html,<input autofocus>'))\n",
  )
  const ours: Launch[] = []
  const theirs: Launch[] = []
  for (let i = 0; i < RUNS; i++) {
    theirs.push(await launch(empty, 'input'))
    ours.push(await launch(root, 'form input'))
  }
  const of = (launches: readonly Launch[], what: keyof Launch): number[] => launches.map((one) => one[what])
  record('launch', 'ms', of(ours, 'typing'), of(theirs, 'typing'))
  record('launch-paint', 'ms', of(ours, 'paint'), of(theirs, 'paint'))
  record('launch-page', 'ms', of(ours, 'page'), of(theirs, 'page'))
  record(
    'launch-ratio',
    'times an empty one',
    ours.map(({ typing }, i) => typing / (theirs[i]?.typing ?? Number.NaN)),
  )
}

type Launch = {
  /** ms to the field. */
  readonly typing: number
  /** ms to the first paint, of the window's outline. */
  readonly paint: number
  /** ms of the page alone, from its beginning to its first screen. */
  readonly page: number
}

async function launch(target: string, field: string): Promise<Launch> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const started = performance.timeOrigin + performance.now()
  const electron = await _electron.launch({
    args: [target, `--user-data-dir=${folder}`],
    env: { ...(process.env as Readonly<{ [name: string]: string }>), LC_ALL: 'en_US' },
  })
  const page = await electron.firstWindow()
  await page.locator(field).first().waitFor()
  const typing = performance.timeOrigin + performance.now() - started
  const { painted, drawn } = await page.evaluate(() => ({
    painted: performance.timeOrigin + (performance.getEntriesByName('first-paint')[0]?.startTime ?? Number.NaN),
    drawn: performance.getEntriesByName('first-screen')[0]?.startTime ?? performance.getEntriesByType('navigation')[0]?.duration ?? Number.NaN,
  }))
  await electron.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  return { typing, paint: painted - started, page: drawn }
}
