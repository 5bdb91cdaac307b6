import { dialog } from 'electron'
import type { PaidActKind } from '../../../shared/paid-act.ts'
import { desktopStrings, fill } from './strings.ts'

/** Main's own question when there were many costly acts of a kind within the hour: a page that went wrong cannot answer it. */
export async function confirmManyActs(kind: PaidActKind, count: number, language: 'en' | 'de'): Promise<boolean> {
  const t = desktopStrings(language)
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: fill(t.manyActs, { count, kind: t.act[kind] }),
    buttons: [t.manyActsNo, t.manyActsYes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
