import { Notification } from 'electron'
import type { Notice, NoticeAct, NoticePlace } from './notices.ts'

/** Hands notices to the system: one of each kind at a time, the newer in the place of the older. */
export function createNoticeBoard(onAct: (act: NoticeAct) => void): (place: NoticePlace, notice: Notice | null) => void {
  const shown = new Map<NoticePlace, Notification>()
  return (place, notice) => {
    shown.get(place)?.close()
    shown.delete(place)
    if (!notice || !Notification.isSupported()) return
    const { title, body, open, button } = notice
    const made = new Notification({
      title,
      body,
      // the app's own sounds are the ringer's
      silent: true,
      groupId: place,
      ...(button ? { actions: [{ type: 'button' as const, text: button.label }] } : {}),
    })
    made.on('click', () => onAct(open))
    if (button) made.on('action', () => onAct(button.act))
    made.on('close', () => shown.get(place) === made && shown.delete(place))
    shown.set(place, made)
    made.show()
  }
}
