import { type BrowserWindow, dialog, type Session } from 'electron'
import { desktopStrings } from '../strings.ts'

/** Which of the headsets that fit the page's filter: the only one, else the one the user chooses. */
export function answerHeadsetChoice(session: Session, parent: () => BrowserWindow | undefined, language: () => 'en' | 'de'): void {
  session.on('select-hid-device', (event, { deviceList }, callback) => {
    event.preventDefault()
    const [only, ...more] = deviceList
    if (!only || !more.length) {
      callback(only?.deviceId ?? null)
      return
    }
    const t = desktopStrings(language())
    const ask = {
      type: 'question' as const,
      message: t.headset,
      buttons: [...deviceList.map(({ name }) => name), t.headsetNone],
      cancelId: deviceList.length,
      noLink: true,
    }
    const window = parent()
    void (window ? dialog.showMessageBox(window, ask) : dialog.showMessageBox(ask)).then(({ response }) =>
      callback(deviceList[response]?.deviceId ?? null),
    )
  })
}
