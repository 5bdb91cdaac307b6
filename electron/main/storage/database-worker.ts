// With service-queries.ts the only place with SQL. Runs in a worker thread so that no query ever stalls the main process.
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { type CallLogEntry, callLogEntrySchema } from '../../../shared/call.ts'
import { migrate } from './migrations.ts'
import { personalQueries } from './personal-queries.ts'
import type { RequestName, Requests, StoredLines, ToWorker } from './requests.ts'
import { serviceQueries } from './service-queries.ts'

const database = new DatabaseSync((workerData as { path: string }).path)
// WAL with synchronous NORMAL: a kill loses no committed call, a power cut at most the last one
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 3000')
migrate(database)

type Row = Record<string, unknown>
const handlers: { [N in RequestName]: (args: Requests[N]['args']) => Requests[N]['result'] } = {
  loadLines() {
    const row = database.prepare("SELECT value FROM meta WHERE key = 'lines'").get() as Row | undefined
    return row ? (JSON.parse(String(row['value'])) as StoredLines) : { lines: [], defaultLineId: null, asOf: null }
  },
  saveLines(lines) {
    database
      .prepare("INSERT INTO meta (key, value) VALUES ('lines', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
      .run(JSON.stringify(lines))
  },
  upsertCall(e) {
    database
      .prepare(
        `INSERT INTO call_log (id, line_id, line_label, direction, number, name, anonymous, started_at, connected_at, ended_at, outcome, end, unseen, quality)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name, anonymous = excluded.anonymous, connected_at = excluded.connected_at,
           ended_at = excluded.ended_at, outcome = excluded.outcome, end = excluded.end, unseen = excluded.unseen, quality = excluded.quality`,
      )
      .run(
        e.id,
        e.lineId,
        e.lineLabel,
        e.direction,
        e.number,
        e.name,
        e.anonymous ? 1 : 0,
        e.startedAt,
        e.connectedAt,
        e.endedAt,
        e.outcome,
        e.end && JSON.stringify(e.end),
        e.unseen ? 1 : 0,
        e.quality && JSON.stringify(e.quality),
      )
  },
  recentCalls({ before, limit, missedOnly }) {
    const rows = database
      .prepare(`SELECT * FROM call_log WHERE started_at < ? ${missedOnly ? "AND outcome = 'missed'" : ''} ORDER BY started_at DESC, id LIMIT ?`)
      .all(before ?? Number.MAX_SAFE_INTEGER, limit) as Row[]
    return rows.flatMap(toEntry)
  },
  callSummary({ limit }) {
    const counts = database.prepare('SELECT count(*) AS total, coalesce(sum(unseen), 0) AS unseen FROM call_log').get() as Row
    return {
      entries: handlers.recentCalls({ before: null, limit, missedOnly: false }),
      total: Number(counts['total']),
      unseenMissed: Number(counts['unseen']),
    }
  },
  markSeen() {
    database.exec('UPDATE call_log SET unseen = 0 WHERE unseen = 1')
  },
  closeRunning({ now }) {
    const end = JSON.stringify({ code: 'failed', status: null, text: 'Dialdesk ended during the call' })
    const changed = database
      .prepare(
        `UPDATE call_log SET ended_at = coalesce(ended_at, ?), end = ?,
           outcome = CASE WHEN connected_at IS NOT NULL THEN 'connected' WHEN direction = 'incoming' THEN 'missed' ELSE 'failed' END,
           unseen = CASE WHEN connected_at IS NULL AND direction = 'incoming' THEN 1 ELSE 0 END
         WHERE outcome = 'running'`,
      )
      .run(now, end)
    return Number(changed.changes)
  },
  ...personalQueries(database),
  ...serviceQueries(database, (since, until) =>
    (database.prepare('SELECT * FROM call_log WHERE started_at >= ? AND started_at < ?').all(since, until) as Row[]).flatMap(toEntry),
  ),
}

/** A row that cannot be read is left out without losing its neighbours. */
function toEntry(row: Row): CallLogEntry[] {
  const parsed = callLogEntrySchema.safeParse({
    id: row['id'],
    lineId: row['line_id'],
    lineLabel: row['line_label'],
    direction: row['direction'],
    number: row['number'],
    name: row['name'],
    anonymous: row['anonymous'] === 1,
    startedAt: row['started_at'],
    connectedAt: row['connected_at'],
    endedAt: row['ended_at'],
    outcome: row['outcome'],
    end: typeof row['end'] === 'string' ? JSON.parse(row['end']) : null,
    unseen: row['unseen'] === 1,
    quality: typeof row['quality'] === 'string' ? JSON.parse(row['quality']) : null,
  })
  return parsed.success ? [parsed.data] : []
}

parentPort?.on('message', ({ id, name, args }: ToWorker) => {
  try {
    if (name === 'close') {
      database.close()
      parentPort?.postMessage({ id, ok: true, value: undefined })
      parentPort?.close()
      return
    }
    parentPort?.postMessage({ id, ok: true, value: (handlers[name] as (a: unknown) => unknown)(args) })
  } catch (e) {
    parentPort?.postMessage({ id, ok: false, value: e instanceof Error ? e.message : String(e) })
  }
})
