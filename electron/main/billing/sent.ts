import type { PaidOperationKind, SentPage } from '../../../shared/domain/paid-operation.ts'
import type { Language } from '../history/csv.ts'
import { writeParts } from '../history/csv-file.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { sentHead, sentRows } from './sent-csv.ts'

/** Operations that are read and written at a time. */
const PART = 500

export type Sent = {
  /** What was sent, of all kinds (null) or one, newest first, from behind `before` on. */
  readonly page: (query: { kind: PaidOperationKind | null; before: SentPage['next']; limit: number }) => Promise<SentPage>
  /** Writes all of it to a CSV file, an SMS's text in part. */
  readonly export: (kind: PaidOperationKind | null, path: string, language: Language) => Promise<void>
}

/** All paid operations of an account that this computer sent. */
export function createSent(database: AccountDatabase, zone: () => string): Sent {
  const page: Sent['page'] = (query) => database.request('sentPage', query)
  return {
    page,
    async export(kind, path, language) {
      const parts = async function* () {
        yield sentHead(language)
        let before: SentPage['next'] = null
        do {
          const { operations, next }: SentPage = await page({ kind, before, limit: PART })
          yield sentRows(operations, language, zone())
          before = next
        } while (before !== null)
      }
      await writeParts(path, parts())
    },
  }
}
