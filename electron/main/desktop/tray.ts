import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import type { AppState } from '../../../shared/ipc.ts'
import type { Log } from '../log.ts'
import { balanceLabel, type TrayActions, trayMenu } from './tray-menu.ts'

export type TrayHandle = { readonly update: (state: Pick<AppState, 'account' | 'lines'>, language: 'en' | 'de') => void }

/** The tray's icon in `folder`. On macOS a template picture, which the system draws in its own colour. */
export const trayIcon = (folder: string, platform: NodeJS.Platform): string => join(folder, platform === 'darwin' ? 'trayTemplate.png' : 'tray.png')

/** The tray, or null where the system has none: then the window is not hidden on close. */
export function createTray(icon: string, actions: TrayActions, log: Log): TrayHandle | null {
  try {
    const image = nativeImage.createFromPath(icon)
    // without a picture there would be nothing to click on, and the window could not be got back
    if (image.isEmpty()) throw new Error('its icon is missing')
    const tray = new Tray(image)
    tray.on('click', actions.open)
    let shown = ''
    return {
      update(state, language) {
        const template = trayMenu(state, language, actions)
        const text = JSON.stringify(template)
        if (text === shown) return
        shown = text
        tray.setToolTip(state.account.session.state === 'signed-in' ? `Dialdesk, ${balanceLabel(state, language)}` : 'Dialdesk')
        tray.setContextMenu(Menu.buildFromTemplate(template))
      },
    }
  } catch (e) {
    log.warn(`no tray: ${e instanceof Error ? e.message : 'failed'}`)
    return null
  }
}
