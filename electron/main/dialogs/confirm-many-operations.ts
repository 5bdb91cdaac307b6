import { dialog } from 'electron'
import type { PaidOperationKind } from '../../../shared/domain/paid-operation.ts'
import { desktopStrings, fill } from '../strings.ts'

/** Confirms one more paid operation, or `more`, after many of its kind within the hour, in a native dialog that a faulty page cannot answer. */
export async function confirmManyOperations(kind: PaidOperationKind, count: number, more: number, language: 'en' | 'de'): Promise<boolean> {
  const t = desktopStrings(language)
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: more > 1 ? fill(t.manyOperationsRest, { count, more }) : fill(t.manyOperations[kind], { count }),
    buttons: [t.manyOperationsNo, more > 1 ? t.manyOperationsAll : t.manyOperationsYes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
