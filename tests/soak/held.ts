import { readdirSync, readFileSync } from 'node:fs'
import { phonePid } from '../support/phone-screen.ts'
import type { SoakedApp } from './soaked-app.ts'

/** What the processes of the app hold while no call is up. Memory in MiB after the garbage was collected. */
export type Held = {
  readonly main: { readonly pid: number; readonly memory: number; readonly handles: number }
  readonly phone: { readonly pid: number; readonly memory: number; readonly handles: number }
  readonly page: { readonly memory: number; readonly legs: number }
}

const handles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length
/** Resident memory that is the process's own: a process cannot be asked to collect its garbage without a debugger in it. */
const ownMemory = (pid: number): number => Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

export async function measure({ app, page }: SoakedApp): Promise<Held> {
  const { electron } = app()
  const mainPid = electron.process().pid ?? 0
  const phone = await phonePid(electron)
  await page().requestGC()
  return {
    main: {
      pid: mainPid,
      memory: await electron.evaluate(() => {
        process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
        process.getBuiltinModule('node:vm').runInNewContext('gc')()
        return process.memoryUsage().heapUsed / 2 ** 20
      }),
      handles: handles(mainPid),
    },
    phone: { pid: phone, memory: ownMemory(phone), handles: handles(phone) },
    page: {
      memory: await page().evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20),
      legs: await page().locator('audio[data-leg]').count(),
    },
  }
}

/** Room for what is kept on purpose (traces, the log of the last calls) and for chance in small numbers, MiB. */
const SLACK = 4
/** Handles that come and go: a request that is being answered, a file that is being written. */
const HANDLES = 8

/** What grew from one measure to another, as messages; processes that are not the same any more are left out. */
export function grown(before: Held, after: Held): string[] {
  const found: string[] = []
  for (const name of ['main', 'phone'] as const) {
    const [was, is] = [before[name], after[name]]
    if (was.pid !== is.pid) continue
    if (is.memory > was.memory * 1.1 + SLACK) found.push(`${name} grew from ${was.memory.toFixed(1)} to ${is.memory.toFixed(1)} MiB`)
    if (is.handles > was.handles + HANDLES) found.push(`${name} has ${is.handles} handles, after ${was.handles}`)
  }
  if (after.page.legs > 0) found.push(`the page keeps ${after.page.legs} legs without a call`)
  return found
}
