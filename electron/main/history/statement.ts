import type { HistoryEntry } from '../../../shared/domain/call-matching.ts'
import { type Costs, MOST_TAGGED_CALLS, type StatementRequest } from '../../../shared/domain/costs.ts'
import { noFilter } from '../../../shared/domain/history-query.ts'
import type { AccountDatabase } from '../storage/database.ts'
import type { CostsReader } from './costs.ts'
import type { Language } from './csv.ts'
import { type ExportJob, eachPart } from './history-export.ts'
import { type PrintPage, writePrinted } from './printed.ts'
import type { Missing } from './reading.ts'
import { csvStatement } from './statement-csv.ts'
import { htmlStatement } from './statement-html.ts'
import { writeWhole } from './whole-file.ts'

/** Whose statement it is, as the provider names the account; "" where it does not. */
export type StatementAccount = { readonly userName: string; readonly provider: string; readonly customer: string; readonly number: string }

export type Statement = {
  readonly account: StatementAccount
  readonly from: string
  readonly to: string
  readonly madeAt: number
  readonly zone: string
  readonly language: Language
  readonly totals: Readonly<Record<'destination' | 'line' | 'day', Costs>>
  readonly missing: Missing
}

/** A statement as text, part by part. */
export type StatementForm = { readonly head: string; readonly rows: (entries: readonly HistoryEntry[]) => string; readonly foot: string }

export type StatementOptions = {
  readonly database: AccountDatabase
  readonly costs: CostsReader
  readonly request: StatementRequest
  readonly account: StatementAccount
  readonly language: Language
  readonly now: () => number
  readonly print: PrintPage
  readonly missing: Missing
}

/**
 * Writes a statement of what was billed to a file. Returns its path, which ends in `.html` where a PDF was wanted and could not be
 * made.
 */
export async function writeStatement(path: string, job: ExportJob, options: StatementOptions): Promise<string> {
  const { database, costs, request, account, language, now, print, missing } = options
  const totals = async (by: 'destination' | 'line' | 'day'): Promise<Costs> => {
    const found = await costs.read({ ...noFilter, from: request.from, to: request.to, by }, () => !job.signal.aborted)
    job.signal.throwIfAborted()
    return found ?? { by, currencies: [], unbilled: 0 }
  }
  const statement: Statement = {
    account,
    from: request.from,
    to: request.to,
    madeAt: now(),
    zone: job.zone,
    language,
    totals: { destination: await totals('destination'), line: await totals('line'), day: await totals('day') },
    missing,
  }
  const write = (to: string, form: StatementForm): Promise<void> =>
    writeWhole(to, async (part) => {
      await part(form.head)
      await eachPart(database, job, (entries) => part(form.rows(entries.filter(({ cdr }) => cdr?.amount || cdr?.amountWithTax))))
      await part(form.foot)
    })
  if (request.format === 'csv') {
    await write(path, csvStatement(statement, request.spreadsheet))
    return path
  }
  const form = htmlStatement(statement)
  const calls = statement.totals.day.currencies.reduce((sum, { total }) => sum + total.calls, 0)
  return writePrinted(path, { write: (to) => write(to, form), footer: form.footer, tagged: calls <= MOST_TAGGED_CALLS, print, signal: job.signal })
}
