import type { CallLogEntry } from '../../shared/domain/call.ts'
import { matchCalls } from '../../shared/domain/call-matching.ts'
import type { Cdr } from '../../shared/domain/cdr.ts'

export type Merged = { readonly id: string; readonly startedAt: number; readonly call: CallLogEntry | null; readonly cdr: Cdr | null }

/** All calls and records matched at once, newest first: what the database's own matching, write by write, is compared with. */
export function mergeHistory(calls: readonly CallLogEntry[], cdrs: readonly Cdr[]): Merged[] {
  const pairs = matchCalls(calls, cdrs)
  const cdrOf = new Map(cdrs.map((cdr) => [cdr.key, cdr]))
  const taken = new Set(pairs.values())
  const entries: Merged[] = [
    ...calls.map((call) => ({ id: call.id, startedAt: call.startedAt, call, cdr: cdrOf.get(pairs.get(call.id) ?? '') ?? null })),
    ...[...cdrOf.values()].filter(({ key }) => !taken.has(key)).map((cdr) => ({ id: cdr.key, startedAt: cdr.startedAt, call: null, cdr })),
  ]
  return entries.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1))
}
