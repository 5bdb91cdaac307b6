// What the app costs while nothing happens.
import { readFileSync } from 'node:fs'
import type { App } from '../tests/support/app.ts'
import { phonePid } from '../tests/support/phone-screen.ts'
import type { Record } from './bench-results.ts'

const RUNS = 4
const LASTS = 15_000

/** Linux only: read from /proc. */
export async function restBench(app: App, record: Record): Promise<void> {
  const main = await app.electron.evaluate(() => process.pid)
  const processes = { main, phone: await phonePid(app.electron) }
  for (const [name, pid] of Object.entries(processes)) record(`memory-${name}`, 'MB', [memory(pid)])
  const busy: { [name: string]: number[] } = { main: [], phone: [] }
  const woken: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const before = { main: ticks(processes.main), phone: ticks(processes.phone), wakeUps: wakeUps(processes.phone) }
    await app.page.waitForTimeout(LASTS)
    for (const name of ['main', 'phone'] as const) busy[name]?.push(((ticks(processes[name]) - before[name]) * 10 * 100) / LASTS)
    woken.push(((wakeUps(processes.phone) - before.wakeUps) * 60_000) / LASTS)
  }
  record('idle-cpu-main', '% of a core', busy['main'] ?? [])
  record('idle-cpu-phone', '% of a core', busy['phone'] ?? [])
  record('idle-wake-ups-phone', 'a minute', woken)
}

/** Processor time a process has used, in hundredths of a second. */
export function ticks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
/** Its own pages and its share of those it shares. */
const memory = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024
const wakeUps = (pid: number): number =>
  Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${pid}/status`, 'utf8'))?.[1])
