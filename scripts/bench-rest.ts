// What the app costs while nothing happens. Linux only: read from /proc.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { _electron } from 'playwright'
import type { App } from '../tests/support/app.ts'
import { phonePid } from '../tests/support/phone-screen.ts'
import { emptyApp } from './bench-launch.ts'
import type { Record } from './bench-results.ts'

/** Times that are measured, each of its own. */
const RUNS = 4
/** ms of each; with `--ten-minutes` together as long. */
const LASTS = process.argv.includes('--ten-minutes') ? 150_000 : 15_000
/** ms until a window that has been hidden or shown is at rest. */
const SETTLED = 5000

/** All processes of the app and those of an empty window on the same host, which runs beside it. */
export async function restBench(app: App, record: Record): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const window = emptyApp()
  const empty = await _electron.launch({ args: [window, `--user-data-dir=${folder}`] })
  await empty.firstWindow()
  const ours = await app.electron.evaluate(() => process.pid)
  const theirs = await empty.evaluate(() => process.pid)
  const phone = await phonePid(app.electron)
  await app.page.waitForTimeout(SETTLED)
  const woken: number[] = []
  for (const state of ['shown', 'hidden'] as const) {
    await app.electron.evaluate(({ BrowserWindow }, how) => BrowserWindow.getAllWindows()[0]?.[how === 'hidden' ? 'hide' : 'show'](), state)
    await app.page.waitForTimeout(SETTLED)
    const [busy, idle]: [number[], number[]] = [[], []]
    for (let i = 0; i < RUNS; i++) {
      const before = { ours: ticksOfAll(ours), theirs: ticksOfAll(theirs), wakeUps: wakeUps(phone), at: performance.now() }
      await app.page.waitForTimeout(LASTS)
      const took = performance.now() - before.at
      busy.push(((ticksOfAll(ours) - before.ours) * 10 * 100) / took)
      idle.push(((ticksOfAll(theirs) - before.theirs) * 10 * 100) / took)
      if (state === 'hidden') woken.push(((wakeUps(phone) - before.wakeUps) * 60_000) / took)
    }
    record(`idle-${state}`, '% of a core', busy, idle)
    record(state === 'hidden' ? 'memory' : 'memory-shown', 'MB', [memoryOfAll(ours)], [memoryOfAll(theirs)])
  }
  record('idle-wake-ups-phone', 'a minute', woken)
  for (const [name, pid] of Object.entries({ main: ours, phone })) record(`memory-${name}`, 'MB', [memory(pid)])
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show())
  await empty.close()
  for (const used of [folder, dirname(window)]) rmSync(used, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

/** Fields of a process's state from the fourth on (proc_pid_stat(5)): behind its name, which may have spaces. */
const fieldsOf = (pid: number | string): string[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** A process and all that it started. */
function family(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name))
      try {
        parents.set(Number(name), Number(fieldsOf(name)[1]))
      } catch {
        // it has just ended
      }
  const found = [root]
  for (const parent of found) for (const [pid, of] of parents) if (of === parent) found.push(pid)
  return found
}
const sum = (pids: readonly number[], of: (pid: number) => number): number => pids.reduce((total, pid) => total + of(pid), 0)
const ticksOfAll = (root: number): number => sum(family(root), ticks)
const memoryOfAll = (root: number): number => sum(family(root), memory)

/** Processor time a process has used, in hundredths of a second. */
export function ticks(pid: number): number {
  const fields = fieldsOf(pid)
  return Number(fields[11]) + Number(fields[12])
}
/** Its own pages and its share of those it shares. */
const memory = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
const wakeUps = (pid: number): number =>
  Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${pid}/status`, 'utf8'))?.[1])
