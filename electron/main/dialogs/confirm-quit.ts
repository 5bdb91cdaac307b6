import { dialog } from 'electron'
import type { AppState } from '../../../shared/contract/ipc.ts'
import { desktopStrings, fill } from '../strings.ts'

/** Confirms quitting during a call. True: quit. */
export async function confirmQuit(state: AppState, language: 'en' | 'de'): Promise<boolean> {
  const up = state.calls.filter((c) => c.state === 'connected')
  const [call] = up
  if (!call) return true
  const t = desktopStrings(language)
  const line = state.lines.lines.find(({ id }) => id === call.lineId)?.label ?? call.lineId
  const name = call.contact?.name ?? call.remote.name ?? (call.remote.number || t.unknown)
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: t.quitTitle,
    detail: up.length === 1 ? fill(t.quitText, { name, line }) : fill(t.quitMore, { count: up.length }),
    buttons: [t.quitStay, t.quitEnd],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
