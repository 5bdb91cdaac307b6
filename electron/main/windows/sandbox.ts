import { app, dialog } from 'electron'
import { chooseLanguage } from '../../../shared/domain/language.ts'
import { desktopStrings, fill } from '../strings.ts'

/**
 * Whether pages run in Chromium's sandbox. What is shipped does not run without it: an AppImage adds the switch where the system forbids user
 * namespaces, and so may whoever starts the app. The user gets a message that says what to do.
 */
export function hasSandbox(): boolean {
  if (!runsWithoutSandbox(app.isPackaged, (name) => app.commandLine.hasSwitch(name))) return true
  const t = desktopStrings(chooseLanguage('system', app.getPreferredSystemLanguages()))
  dialog.showErrorBox(fill(t.noSandbox, { app: app.getName() }), fill(t.noSandboxText, { app: app.getName() }))
  return false
}

/** @param packaged a test or a developer may do without: Chromium has none for root */
export const runsWithoutSandbox = (packaged: boolean, hasSwitch: (name: string) => boolean): boolean =>
  packaged && ['no-sandbox', 'single-process'].some(hasSwitch)
