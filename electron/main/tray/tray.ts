import { join } from 'node:path'
import { Menu, nativeImage, nativeTheme, Tray } from 'electron'
import type { AppState } from '../../../shared/contract/ipc.ts'
import type { Words } from '../environment.ts'
import type { Log } from '../log.ts'
import { type TrayActions, trayMenu, trayTooltip } from './tray-menu.ts'
import { barIsDark, trayPicture, trayStateOf } from './tray-state.ts'

export type TrayHandle = { readonly update: (state: AppState, words: Words) => void }

/** @param folder the pictures' folder (resources/tray) */
export function createTray(folder: string, actions: TrayActions, log: Log): TrayHandle | null {
  const { platform } = process
  const dark = (): boolean => barIsDark(platform, process.env['XDG_CURRENT_DESKTOP'], nativeTheme.shouldUseDarkColorsForSystemIntegratedUI)
  const image = (name: string) => nativeImage.createFromPath(join(folder, name))
  try {
    let picture = trayPicture('signed-out', platform, dark())
    // without a picture there is nothing to click, and the window could not be brought back
    if (image(picture).isEmpty()) throw new Error('its picture is missing')
    const tray = new Tray(image(picture))
    tray.on('click', actions.open)
    let shown = ''
    let tooltip = ''
    return {
      update(state, words) {
        const nextPicture = trayPicture(trayStateOf(state), platform, dark())
        if (nextPicture !== picture) tray.setImage(image(nextPicture))
        picture = nextPicture
        const nextTooltip = trayTooltip(state, words)
        if (nextTooltip !== tooltip) tray.setToolTip(nextTooltip)
        tooltip = nextTooltip
        // setting a menu closes an open one: only when it differs
        const template = trayMenu(state, words, actions)
        const text = JSON.stringify(template)
        if (text !== shown) tray.setContextMenu(Menu.buildFromTemplate(template))
        shown = text
      },
    }
  } catch (e) {
    log.warn(`no tray: ${e instanceof Error ? e.message : 'failed'}`)
    return null
  }
}
