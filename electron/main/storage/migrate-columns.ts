import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { z } from 'zod'
import { callEndSchema, callQualitySchema } from '../../../shared/domain/call.ts'
import { callshopRecordSchema } from '../../../shared/domain/cdr.ts'
import { paidOperationSchema } from '../../../shared/domain/paid-operation.ts'
import { recordingSchema } from '../../../shared/domain/recording.ts'
import { parseJson } from './read-as.ts'

type Row = Record<string, unknown>

/**
 * Calls, callshop records, recordings and paid operations with a column for each of their parts, and the tables of what was deleted:
 * rows that can be restored for a few seconds, and which records of the provider are not to come back.
 */
export function typedColumns(database: DatabaseSync): void {
  calls(database)
  callshop(database)
  recordings(database)
  paidOperations(database)
  database.exec(`
    CREATE TABLE deleted_row (deletion INTEGER NOT NULL, origin TEXT NOT NULL, value TEXT NOT NULL) STRICT;
    CREATE INDEX deleted_row_deletion ON deleted_row (deletion);
    CREATE TABLE deleted_record (same TEXT NOT NULL, content TEXT NOT NULL, deletion INTEGER NOT NULL) STRICT;
    CREATE INDEX deleted_record_same ON deleted_record (same);
    CREATE INDEX deleted_record_deletion ON deleted_record (deletion);`)
}

function calls(database: DatabaseSync): void {
  database.exec(`
    ALTER TABLE call_log RENAME COLUMN end TO end_json;
    ALTER TABLE call_log RENAME COLUMN quality TO quality_json;
    ALTER TABLE call_log ADD COLUMN end_code TEXT;
    ALTER TABLE call_log ADD COLUMN end_status INTEGER;
    ALTER TABLE call_log ADD COLUMN end_text TEXT;
    ALTER TABLE call_log ADD COLUMN end_redirect TEXT;
    ALTER TABLE call_log ADD COLUMN end_count INTEGER;
    ALTER TABLE call_log ADD COLUMN mos REAL;
    ALTER TABLE call_log ADD COLUMN round_trip REAL;
    ALTER TABLE call_log ADD COLUMN jitter REAL;
    ALTER TABLE call_log ADD COLUMN loss REAL;
    ALTER TABLE call_log ADD COLUMN remote_loss REAL;`)
  const update = database.prepare(
    `UPDATE call_log SET end_code = ?, end_status = ?, end_text = ?, end_redirect = ?, end_count = ?,
       mos = ?, round_trip = ?, jitter = ?, loss = ?, remote_loss = ? WHERE rowid = ?`,
  )
  for (const row of rowsOf(database, 'SELECT rowid AS row, end_json, quality_json FROM call_log')) {
    const end = parsed(callEndSchema, row['end_json'])
    const quality = parsed(callQualitySchema, row['quality_json'])
    if (!end && !quality) continue
    update.run(
      ...[end?.code, end?.status, end?.text, end?.redirect, end?.count].map((value) => value ?? null),
      ...[quality?.mos, quality?.roundTrip, quality?.jitter, quality?.loss, quality?.remoteLoss].map((value) => value ?? null),
      row['row'] as SQLInputValue,
    )
  }
  database.exec('ALTER TABLE call_log DROP COLUMN end_json; ALTER TABLE call_log DROP COLUMN quality_json')
}

function callshop(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE callshop_record (
      id INTEGER PRIMARY KEY,
      started_at INTEGER NOT NULL,
      caller TEXT NOT NULL,
      callee TEXT NOT NULL,
      destination TEXT NOT NULL,
      seconds INTEGER NOT NULL,
      billed_seconds INTEGER NOT NULL,
      net INTEGER,
      with_tax INTEGER,
      currency TEXT
    ) STRICT;
    CREATE INDEX callshop_record_started ON callshop_record (started_at, id);`)
  const insert = database.prepare('INSERT INTO callshop_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  for (const row of rowsOf(database, 'SELECT id, value FROM callshop')) {
    const record = parsed(callshopRecordSchema, row['value'])
    if (!record) continue
    const { startedAt, caller, callee, destination, seconds, billedSeconds, amount, amountWithTax } = record
    const currency = (amountWithTax ?? amount)?.currency ?? null
    const [net, withTax] = [amount?.units ?? null, amountWithTax?.units ?? null]
    insert.run(row['id'] as number, startedAt, caller, callee, destination, seconds, billedSeconds, net, withTax, currency)
  }
  database.exec('DROP TABLE callshop')
}

function recordings(database: DatabaseSync): void {
  database.exec(`
    ALTER TABLE recording RENAME TO recording_json;
    CREATE TABLE recording (
      id INTEGER PRIMARY KEY,
      call_id TEXT NOT NULL,
      number TEXT NOT NULL,
      name TEXT,
      started_at INTEGER NOT NULL,
      seconds REAL NOT NULL,
      path TEXT NOT NULL,
      running INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX recording_started ON recording (started_at, id);`)
  const insert = database.prepare('INSERT INTO recording VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  for (const row of rowsOf(database, 'SELECT id, value FROM recording_json')) {
    const recording = parsed(recordingSchema, row['value'])
    if (!recording) continue
    const { callId, number, name, startedAt, seconds, path, running } = recording
    insert.run(row['id'] as number, callId, number, name, startedAt, seconds, path, running ? 1 : 0)
  }
  database.exec('DROP TABLE recording_json')
}

function paidOperations(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE paid_operation (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      target TEXT NOT NULL,
      via TEXT NOT NULL,
      amount INTEGER,
      amount_currency TEXT,
      state TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      finished_at INTEGER,
      failure_code TEXT,
      failure_message TEXT,
      failure_retryable INTEGER,
      failure_details TEXT,
      before INTEGER,
      before_currency TEXT,
      after INTEGER,
      after_currency TEXT,
      reference TEXT,
      stopped INTEGER NOT NULL,
      dismissed INTEGER NOT NULL,
      pin_hash TEXT
    ) STRICT;
    CREATE INDEX paid_operation_created ON paid_operation (created_at);
    CREATE INDEX paid_operation_kind ON paid_operation (kind, created_at);
    CREATE INDEX paid_operation_pin ON paid_operation (pin_hash) WHERE pin_hash IS NOT NULL;`)
  const insert = database.prepare(`INSERT INTO paid_operation VALUES (${Array.from({ length: 21 }, () => '?')})`)
  for (const row of rowsOf(database, 'SELECT * FROM paid_act')) {
    // one that cannot be read stays all the same, with what its columns said: that it was sent must not be forgotten
    const operation = parsed(paidOperationSchema, row['value'])
    const failure = operation?.failure
    const money = [operation?.balanceBefore, operation?.balanceAfter].flatMap((m) => [m?.units ?? null, m?.currency ?? null])
    insert.run(
      ...([row['id'], row['kind'], operation?.target ?? '', operation?.via ?? ''] as string[]),
      operation?.amount?.units ?? null,
      operation?.amount?.currency ?? null,
      ...([row['state'], row['created_at']] as string[]),
      operation?.finishedAt ?? null,
      failure?.code ?? null,
      failure?.message ?? null,
      failure ? Number(failure.retryable) : null,
      failure?.details ? JSON.stringify(failure.details) : null,
      ...money,
      operation?.reference ?? null,
      operation?.stopped ? 1 : 0,
      operation?.dismissed === false ? 0 : 1,
      (row['pin_hash'] ?? null) as string | null,
    )
  }
  database.exec('DROP TABLE paid_act')
}

const rowsOf = (database: DatabaseSync, sql: string): Row[] => database.prepare(sql).all()

function parsed<T extends z.ZodType>(schema: T, json: unknown): z.output<T> | null {
  const { data } = schema.safeParse(parseJson(json))
  return data ?? null
}
