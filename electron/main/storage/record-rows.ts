import type { DatabaseSync } from 'node:sqlite'
import { numberTail } from '../../../shared/domain/call-matching.ts'
import type { Cdr } from '../../../shared/domain/cdr.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { DeletedRecords } from './deleted-records.ts'

type Row = Record<string, unknown>

/** The part of a record's key that stays when the provider corrects it: begin and number, without the count. */
export const sameOf = (key: string): string => key.split('|').slice(0, 2).join('|')

export type RecordRows = {
  /**
   * Saves records as the provider gave them last. One that is stored already stays; one with the begin and number of a stored
   * record and another amount or duration replaces it, and keeps what it said before. Returns the keys of what changed.
   */
  readonly save: (cdrs: readonly Cdr[]) => string[]
}

/** @param deleted records that are not to come back */
export function recordRows(database: DatabaseSync, deleted: DeletedRecords): RecordRows {
  const ofSame = database.prepare('SELECT * FROM record WHERE same = ? ORDER BY key')
  const isTaken = database.prepare('SELECT 1 FROM record WHERE key = ?')
  const insert = database.prepare(
    `INSERT INTO record (key, same, tail, started_at, seconds, mismatch, number, destination, net, with_tax, currency, type, corrected)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET started_at = excluded.started_at, seconds = excluded.seconds, mismatch = excluded.mismatch,
       destination = excluded.destination, net = excluded.net, with_tax = excluded.with_tax, currency = excluded.currency,
       type = excluded.type, corrected = excluded.corrected`,
  )
  const write = (cdr: Cdr): void => {
    const { key, startedAt, seconds, mismatch, number, destination, amount, amountWithTax, type, corrected } = cdr
    insert.run(
      key,
      sameOf(key),
      numberTail(number),
      startedAt,
      seconds,
      mismatch ? 1 : 0,
      number,
      destination,
      amount?.units ?? null,
      amountWithTax?.units ?? null,
      (amountWithTax ?? amount)?.currency ?? null,
      type,
      corrected ? JSON.stringify(corrected) : null,
    )
  }
  return {
    save(cdrs) {
      const changed: string[] = []
      for (const [same, given] of Map.groupBy(cdrs, ({ key }) => sameOf(key))) {
        const stored = (ofSame.all(same) as Row[]).map((row) => toCdr(row))
        let count = 0
        const freeKey = (): string => {
          do count++
          while (isTaken.get(`${same}|${count}`))
          return `${same}|${count}`
        }
        const other = given.filter((cdr) => {
          const at = stored.findIndex((s) => isSame(s, cdr))
          if (at >= 0) stored.splice(at, 1)
          return at < 0
        })
        for (const cdr of deleted.without(same, other, stored.length)) {
          const older = stored.shift()
          const next = older ? { ...cdr, key: older.key, ...correction(older, cdr) } : { ...cdr, key: freeKey() }
          write(next)
          changed.push(next.key)
        }
      }
      return changed
    },
  }
}

/** What an older version said, where the newer one has another duration or amount. */
function correction(older: Cdr, newer: Cdr): Pick<Cdr, 'corrected'> {
  const { seconds, amount, amountWithTax } = older
  if (seconds === newer.seconds && equal(amount, newer.amount) && equal(amountWithTax, newer.amountWithTax))
    return older.corrected ? { corrected: older.corrected } : {}
  return { corrected: { seconds, amount, amountWithTax } }
}

const equal = (a: Money | null, b: Money | null): boolean => a?.units === b?.units && a?.currency === b?.currency

const isSame = (a: Cdr, b: Cdr): boolean =>
  a.startedAt === b.startedAt &&
  a.seconds === b.seconds &&
  a.type === b.type &&
  a.destination === b.destination &&
  a.mismatch === b.mismatch &&
  equal(a.amount, b.amount) &&
  equal(a.amountWithTax, b.amountWithTax)

/** A row of the table `record`, perhaps with its columns' names behind a prefix. */
export function toCdr(row: Row, prefix = ''): Cdr {
  const of = (name: string): unknown => row[prefix + name]
  const money = (units: unknown): Money | null => (units === null ? null : { units: Number(units), currency: String(of('currency')) })
  const corrected = of('corrected')
  return {
    key: String(of('key')),
    startedAt: Number(of('started_at')),
    seconds: Number(of('seconds')),
    mismatch: of('mismatch') === 1,
    number: String(of('number')),
    destination: String(of('destination')),
    amount: money(of('net')),
    amountWithTax: money(of('with_tax')),
    type: String(of('type')),
    ...(typeof corrected === 'string' ? { corrected: JSON.parse(corrected) as NonNullable<Cdr['corrected']> } : {}),
  }
}
