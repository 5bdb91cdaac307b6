import { readdirSync } from 'node:fs'
import { heldMemory } from '../support/heap.ts'
import { phonePid } from '../support/phone-screen.ts'
import type { SoakedApp } from './soaked-app.ts'

/** What the processes of the app hold while no call is up. Memory in MiB after the garbage was collected, null where it was not measured. */
export type Held = {
  readonly main: { readonly pid: number; readonly memory: number; readonly handles: number }
  readonly phone: { readonly pid: number; readonly memory: number | null; readonly handles: number }
  readonly page: { readonly memory: number; readonly legs: number }
}

const handles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** @param alone no other spec asks a process for its memory now: they share the inspector's port */
export async function measure({ app, page }: SoakedApp, alone: boolean): Promise<Held> {
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
    phone: { pid: phone, memory: alone ? await heldMemory(phone) : null, handles: handles(phone) },
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
    if (was.memory !== null && is.memory !== null && is.memory > was.memory * 1.1 + SLACK)
      found.push(`${name} grew from ${was.memory.toFixed(1)} to ${is.memory.toFixed(1)} MiB`)
    if (is.handles > was.handles + HANDLES) found.push(`${name} has ${is.handles} handles, after ${was.handles}`)
  }
  if (after.page.legs > 0) found.push(`the page keeps ${after.page.legs} legs without a call`)
  return found
}
