import { Notification } from 'electron'
import { LONGEST_TEXT, LONGEST_TITLE, notificationText } from './notification-text.ts'
import type { AppNotification, NotificationAction, NotificationSlot } from './notifications.ts'

/** Shows notifications through the system: one per slot, the newer replaces the older. */
export function createSystemNotifications(
  onAction: (action: NotificationAction) => void,
): (slot: NotificationSlot, notification: AppNotification | null) => void {
  const shown = new Map<NotificationSlot, Notification>()
  return (slot, notification) => {
    shown.get(slot)?.close()
    shown.delete(slot)
    if (!notification || !Notification.isSupported()) return
    const { title, body, open, button } = notification
    const made = new Notification({
      title: notificationText(title, LONGEST_TITLE, false),
      body: notificationText(body, LONGEST_TEXT, process.platform === 'linux'),
      // sounds are the ringer's matter
      silent: true,
      groupId: slot,
      ...(button ? { actions: [{ type: 'button' as const, text: button.label }] } : {}),
    })
    made.on('click', () => onAction(open))
    if (button) made.on('action', () => onAction(button.action))
    made.on('close', () => shown.get(slot) === made && shown.delete(slot))
    shown.set(slot, made)
    made.show()
  }
}
