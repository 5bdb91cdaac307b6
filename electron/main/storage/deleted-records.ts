import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Cdr } from '../../../shared/domain/cdr.ts'

/**
 * Which of the provider's records were deleted here, so that the next reading does not bring them back. Only digests are kept:
 * neither the number nor when it was called can be read from them.
 */
export type DeletedRecords = {
  /** Leaves out what was deleted of records of the same begin and number; `stored` of them are there and may have been corrected. */
  readonly without: (same: string, given: readonly Cdr[], stored: number) => readonly Cdr[]
}

/** For a database that knows no deleted records yet. */
export const noneDeleted: DeletedRecords = { without: (_same, given) => given }

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
export const digestOfSame = (same: string): string => digest(same)
/** Of the end of a number. */
export const digestOfTail = (tail: string): string => digest(tail)

/** What tells records of the same begin and number apart. */
export const digestOfContent = ({ key, seconds, amount, amountWithTax, destination, type }: Omit<Cdr, 'startedAt' | 'mismatch'>): string =>
  digest(JSON.stringify([key.split('|').slice(0, 2), seconds, amount?.units, amountWithTax?.units, destination, type]))

export function deletedRecords(database: DatabaseSync): DeletedRecords {
  const any = database.prepare('SELECT 1 FROM deleted_record LIMIT 1')
  const ofSame = database.prepare('SELECT rowid AS id, content FROM deleted_record WHERE same = ?')
  const update = database.prepare('UPDATE deleted_record SET content = ? WHERE rowid = ?')
  return {
    without(same, given, stored) {
      if (!given.length || !any.get()) return given
      const deleted = ofSame.all(digestOfSame(same))
      if (!deleted.length) return given
      const left = given.filter((cdr) => {
        const content = digestOfContent(cdr)
        const at = deleted.findIndex((row) => row['content'] === content)
        if (at >= 0) deleted.splice(at, 1)
        return at < 0
      })
      // what is neither stored nor deleted may be a deleted one that the provider corrected: it stays deleted
      const corrected = Math.min(deleted.length, Math.max(0, left.length - stored))
      for (const [i, cdr] of left.slice(left.length - corrected).entries()) update.run(digestOfContent(cdr), Number(deleted[i]?.['id']))
      return left.slice(0, left.length - corrected)
    },
  }
}
