import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CrashReport } from '../../../shared/contract/crashes.ts'
import { redact } from '../log.ts'

/** Reports that are kept, and for how long, ms: somebody who asks for help does so within weeks. */
const KEPT = 10
const KEPT_FOR = 30 * 24 * 3_600_000
/** Where Crashpad puts its minidumps, by system and by what became of them. */
const folders = ['', 'new', 'pending', 'completed', 'reports']

export type CrashReports = {
  /** The newest first; older ones than are kept are removed. */
  readonly list: () => CrashReport[]
  /** What is in one, or null when there is none of that name. The phone's without numbers, addresses and the user's folder; a minidump as it is. */
  readonly read: (name: string) => Uint8Array | null
  readonly removeAll: () => void
}

/** Crash reports of this app in a folder of the user's. */
export function createCrashReports(folder: string, now: () => number): CrashReports {
  try {
    // the phone process writes its own into it, and makes no folder
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // then there are none
  }
  const find = (): (CrashReport & { readonly path: string })[] =>
    folders
      .flatMap((inner) => namesIn(join(folder, inner)).map((name) => join(folder, inner, name)))
      .flatMap((path) => {
        const part = /\.dmp$/.test(path) ? 'app' : /(?:^|[\\/])report\.[\w.-]+\.json$/.test(path) ? 'phone' : null
        const status = part && statSync(path, { throwIfNoEntry: false })
        return part && status?.isFile() ? [{ name: basename(path), part, at: Math.round(status.mtimeMs), bytes: status.size, path } as const] : []
      })
      .sort((a, b) => b.at - a.at)
  return {
    list() {
      const found = find()
      const kept = found.filter(({ at }, i) => i < KEPT && at > now() - KEPT_FOR)
      for (const { path } of found.filter((one) => !kept.includes(one))) rmSync(path, { force: true })
      return kept.map(({ path: _, ...report }) => report)
    },
    read(name) {
      const found = find().find((one) => one.name === name)
      if (!found) return null
      const bytes = readFileSync(found.path)
      return found.part === 'phone' ? Buffer.from(redact(bytes.toString('utf8'))) : bytes
    },
    removeAll() {
      for (const { path } of find()) rmSync(path, { force: true })
    },
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
