import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type CallLogEntry, type CallRecord, callLogEntrySchema } from '../../../shared/domain/call.ts'
import { numberTail } from '../../../shared/domain/call-matching.ts'
import { linePreferencesSchema } from '../../../shared/domain/line-preferences.ts'
import { emptyTrace, qualityTraceSchema } from '../../../shared/domain/quality-trace.ts'
import { RATE_VALID, rateAtDiallingSchema, rateSchema } from '../../../shared/domain/rate.ts'
import { linePolicySchema } from '../../../shared/domain/voip-line.ts'
import { entryRows } from './entries.ts'
import { parseJson, readAs } from './read-as.ts'
import type { Requests, StoredLine, StoredLines } from './requests.ts'
import { together } from './together.ts'

type Row = Record<string, unknown>
type CallRequest =
  | 'loadLines'
  | 'saveLines'
  | 'upsertCall'
  | 'recentCalls'
  | 'callSummary'
  | 'markSeen'
  | 'setCallNote'
  | 'callTrace'
  | 'callRate'
  | 'callCosts'
  | 'closeRunning'
type Handlers = { [N in CallRequest]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** What a call's progress changes. */
const written = [
  ...['number', 'name', 'anonymous', 'connected_at', 'ended_at', 'outcome', 'unseen', 'tail'],
  ...['end_code', 'end_status', 'end_text', 'end_redirect', 'end_count'],
  ...['mos', 'round_trip', 'jitter', 'loss', 'remote_loss'],
]

const noLines: StoredLines = { lines: [], defaultLineId: null, asOf: null }
const storedLineSchema = z.looseObject({
  policy: linePolicySchema,
  label: z.string(),
  enabled: z.boolean(),
  instanceId: z.string(),
  passwordIndex: z.number(),
  passwordOverridden: z.boolean(),
  preferences: linePreferencesSchema.optional().catch(undefined),
})
const storedLinesSchema = z.looseObject({
  lines: z.array(z.unknown()),
  defaultLineId: z.string().nullable().catch(null),
  asOf: z.number().nullable().catch(null),
})

/** What is stored beside a call: its quality over time, and what a minute was to cost. */
const besideCallSchema = qualityTraceSchema.extend({ rate: rateAtDiallingSchema.optional() })

/** SQL of lines and calls. A cell that cannot be read costs its line or its call, and no other. */
export function callQueries(database: DatabaseSync): Handlers {
  const entries = entryRows(database)
  const recentCalls: Handlers['recentCalls'] = ({ before, limit, missedOnly }) => {
    const rows = database
      .prepare(`SELECT * FROM call_log WHERE started_at < ? ${missedOnly ? "AND outcome = 'missed'" : ''} ORDER BY started_at DESC, id LIMIT ?`)
      .all(before ?? Number.MAX_SAFE_INTEGER, limit) as Row[]
    return rows.flatMap(toEntry)
  }
  const upserted = database.prepare(
    `INSERT INTO call_log (id, line_id, line_label, direction, started_at, ${written}) VALUES (?, ?, ?, ?, ?, ${written.map(() => '?')})
     ON CONFLICT (id) DO UPDATE SET ${written.map((name) => `${name} = excluded.${name}`)}`,
  )
  const traced = database.prepare('INSERT INTO call_trace (call_id, value) VALUES (?, ?) ON CONFLICT (call_id) DO UPDATE SET value = excluded.value')
  const beside = database.prepare('SELECT value FROM call_trace WHERE call_id = ?')
  const besideOf = (callId: string) => (beside.all(callId) as Row[]).flatMap((row) => readAs(besideCallSchema, row))[0]
  const asked = database.prepare('SELECT value FROM rate WHERE number = ? AND as_of BETWEEN ? AND ?')
  /** A rate that the provider named about when the call began; a later one may be another. */
  const rateOf = ({ rateNumber, startedAt }: CallRecord) =>
    rateNumber === undefined
      ? undefined
      : (asked.all(rateNumber, startedAt - RATE_VALID, startedAt + RATE_VALID) as Row[])
          .flatMap((row) => readAs(rateSchema, row))
          .flatMap(({ price, asOf }) => (price ? [{ price, asOf }] : []))[0]
  const billed = database.prepare('SELECT call_id, cost, currency FROM entry WHERE call_id IN (SELECT value FROM json_each(?)) AND cost IS NOT NULL')
  const noted = database.prepare('UPDATE call_log SET note = ? WHERE id = ?')
  const counted = database.prepare('SELECT (SELECT count(*) FROM call_log) AS total, (SELECT count(*) FROM call_log WHERE unseen = 1) AS unseen')
  const upsert = (e: CallRecord): void =>
    void upserted.run(
      e.id,
      e.lineId,
      e.lineLabel,
      e.direction,
      e.startedAt,
      e.number,
      e.name,
      e.anonymous ? 1 : 0,
      e.connectedAt,
      e.endedAt,
      e.outcome,
      e.unseen ? 1 : 0,
      numberTail(e.number),
      ...[e.end?.code, e.end?.status, e.end?.text, e.end?.redirect, e.end?.count].map((value) => value ?? null),
      ...[e.quality?.mos, e.quality?.roundTrip, e.quality?.jitter, e.quality?.loss, e.quality?.remoteLoss].map((value) => value ?? null),
    )
  return {
    loadLines() {
      const row = database.prepare("SELECT value FROM meta WHERE key = 'lines'").get() as Row | undefined
      const parsed = storedLinesSchema.safeParse(parseJson(row?.['value']))
      if (!parsed.success) return noLines
      const lines = parsed.data.lines.filter((line) => storedLineSchema.safeParse(line).success) as StoredLine[]
      return { ...parsed.data, lines }
    },
    saveLines(lines) {
      database
        .prepare("INSERT INTO meta (key, value) VALUES ('lines', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        .run(JSON.stringify(lines))
    },
    upsertCall(e) {
      together(database, () => {
        upsert(e)
        // beside the calls, so that reading a month of them does not read every graph
        const rate = besideOf(e.id)?.rate ?? rateOf(e)
        if (e.trace.values.length || rate) traced.run(e.id, JSON.stringify({ ...e.trace, ...(rate ? { rate } : {}) }))
        entries.callChanged(e.id)
      })
    },
    recentCalls,
    callSummary({ limit }) {
      const counts = counted.get() as Row
      return {
        entries: recentCalls({ before: null, limit, missedOnly: false }),
        total: Number(counts['total']),
        unseenMissed: Number(counts['unseen']),
      }
    },
    markSeen() {
      database.exec('UPDATE call_log SET unseen = 0 WHERE unseen = 1')
    },
    setCallNote({ callId, note }) {
      let found = false
      together(database, () => {
        found = Number(noted.run(note, callId).changes) > 0
        if (found) entries.callChanged(callId)
      })
      return found
    },
    callTrace({ callId }) {
      const { interval, values } = besideOf(callId) ?? emptyTrace
      return values.length ? { interval, values } : null
    },
    callCosts: ({ callIds }) =>
      (billed.all(JSON.stringify(callIds)) as Row[]).map((row) => ({
        callId: String(row['call_id']),
        cost: { units: Number(row['cost']), currency: String(row['currency']) },
      })),
    callRate: ({ callId }) => besideOf(callId)?.rate ?? null,
    closeRunning({ now }) {
      const open = database.prepare("SELECT id FROM call_log WHERE outcome = 'running'").all() as Row[]
      const close = database.prepare(
        `UPDATE call_log SET ended_at = coalesce(ended_at, ?), end_code = 'failed', end_status = NULL, end_text = 'Dialdesk ended during the call', end_redirect = NULL,
           outcome = CASE WHEN connected_at IS NOT NULL THEN 'connected' WHEN direction = 'incoming' THEN 'missed' ELSE 'failed' END,
           unseen = CASE WHEN connected_at IS NULL AND direction = 'incoming' THEN 1 ELSE 0 END
         WHERE outcome = 'running'`,
      )
      together(database, () => {
        close.run(now)
        for (const { id } of open) entries.callChanged(String(id))
      })
      return open.length
    },
  }
}

/** A row that cannot be read is left out; one whose reason or quality alone cannot be read is shown without it. */
export function toEntry(row: Row): CallLogEntry[] {
  const whole = {
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
    end: row['end_code'] === null ? null : endOf(row),
    unseen: row['unseen'] === 1,
    quality: row['mos'] === null ? null : qualityOf(row),
    note: row['note'],
  }
  for (const one of [whole, { ...whole, quality: null }, { ...whole, end: null, quality: null }]) {
    const parsed = callLogEntrySchema.safeParse(one)
    if (parsed.success) return [parsed.data]
  }
  return []
}

const endOf = (row: Row) => ({
  code: row['end_code'],
  status: row['end_status'],
  text: row['end_text'],
  redirect: row['end_redirect'],
  ...(row['end_count'] === null ? {} : { count: row['end_count'] }),
})
const qualityOf = (row: Row) => ({
  mos: row['mos'],
  roundTrip: row['round_trip'],
  jitter: row['jitter'],
  loss: row['loss'],
  remoteLoss: row['remote_loss'],
})
