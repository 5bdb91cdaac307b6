import { type BrowserWindow, dialog } from 'electron'
import { formatMoney, type Money } from '../../../shared/domain/money.ts'
import { desktopStrings, fill } from '../strings.ts'

/** Confirms an order of many calling cards, with what they cost together, in a native dialog that a faulty page cannot answer. */
export async function confirmCards(window: BrowserWindow | undefined, count: number, total: Money, language: 'en' | 'de'): Promise<boolean> {
  const t = desktopStrings(language)
  const ask: Electron.MessageBoxOptions = {
    type: 'warning',
    message: fill(t.orderCards, { count, total: formatMoney(total, language) }),
    buttons: [t.manyOperationsNo, t.orderCardsYes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = await (window ? dialog.showMessageBox(window, ask) : dialog.showMessageBox(ask))
  return response === 1
}
