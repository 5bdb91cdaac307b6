import { type BrowserWindow, dialog } from 'electron'
import { desktopStrings, fill } from '../strings.ts'

/** Confirms what is to run on each call, in a native dialog that a faulty page cannot answer. */
export async function confirmHook(
  parent: BrowserWindow | undefined,
  target: string,
  kind: 'address' | 'program',
  language: 'en' | 'de',
): Promise<boolean> {
  const t = desktopStrings(language).hook
  const ask = {
    type: 'warning' as const,
    message: t[kind],
    detail: fill(t.detail, { target }),
    buttons: [t.no, t.yes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = await (parent ? dialog.showMessageBox(parent, ask) : dialog.showMessageBox(ask))
  return response === 1
}
