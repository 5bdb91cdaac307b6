import { type BrowserWindow, nativeTheme } from 'electron'
import type { Settings } from '../../../shared/domain/settings.ts'

/** Applies the settings as they are now: zoom and theme here, the rest in the parts that follow them. */
export function createSettingsChanges(options: {
  readonly settings: () => Settings
  readonly window: () => BrowserWindow | undefined
  readonly onSettings: (settings: Settings) => void
  readonly onUpdateChannel: () => void
}): () => void {
  const { settings, window, onSettings, onUpdateChannel } = options
  let channel = settings().desktop.updateChannel
  return () => {
    const now = settings()
    window()?.webContents.setZoomFactor(now.zoom / 100)
    if (nativeTheme.themeSource !== now.theme) nativeTheme.themeSource = now.theme
    onSettings(now)
    if (now.desktop.updateChannel !== channel) onUpdateChannel()
    channel = now.desktop.updateChannel
  }
}
