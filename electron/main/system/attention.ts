import { app, type BrowserWindow, type NativeImage, powerSaveBlocker } from 'electron'
import type { AppState } from '../../../shared/contract/ipc.ts'

export type Attention = { readonly changed: (state: AppState) => void }

/**
 * What of the state the system shows outside our windows: a taskbar entry that flashes while a call rings in, the number of
 * missed calls on the app's icon, and a screen that stays on during a call.
 *
 * @param badge picture over the taskbar entry (Windows), and its text for screen readers
 */
export function createAttention(
  window: () => BrowserWindow | undefined,
  badge: { readonly picture: () => NativeImage; readonly text: (missed: number) => string },
): Attention {
  let awake: number | null = null
  let ringing = false
  let missed = -1

  const keepScreenOn = (on: boolean): void => {
    if (on && awake === null) awake = powerSaveBlocker.start('prevent-display-sleep')
    if (!on && awake !== null) {
      powerSaveBlocker.stop(awake)
      awake = null
    }
  }
  const flash = (rings: boolean): void => {
    if (rings !== ringing) window()?.flashFrame(rings && !window()?.isFocused())
    ringing = rings
  }
  const count = (unseen: number): void => {
    if (unseen === missed) return
    missed = unseen
    if (process.platform === 'win32') window()?.setOverlayIcon(unseen ? badge.picture() : null, unseen ? badge.text(unseen) : '')
    else app.setBadgeCount(unseen)
  }
  return {
    changed({ calls, recentCalls }) {
      keepScreenOn(calls.some((c) => c.state === 'connected'))
      flash(calls.some((c) => c.state === 'ringing' && c.direction === 'incoming'))
      count(recentCalls.unseenMissed)
    },
  }
}
