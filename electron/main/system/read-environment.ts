import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { chooseLanguage, chooseRegion, regionOf } from '../../../shared/domain/language.ts'
import type { SettingsState } from '../../../shared/domain/storage-state.ts'
import type { Environment } from '../environment.ts'
import { openLog } from '../log.ts'
import { openSettingsStore } from '../storage/settings-store.ts'
import { readPolicy, systemSources } from './policy.ts'
import { keepPrivate } from './private-files.ts'

/**
 * Reads what this run of the app finds.
 *
 * @param onSettingsState writing the settings begins to fail, or works again
 */
export function readEnvironment(onSettingsState: (state: SettingsState) => void): Environment {
  const folder = app.getPath('userData')
  // whatever this process and its children write from now on is the user's alone
  if (process.platform !== 'win32') process.umask(0o077)
  mkdirSync(folder, { recursive: true })
  const mended = keepPrivate(folder)
  const log = openLog(join(folder, 'logs'))
  process.on('uncaughtExceptionMonitor', (e) => log.error(`unexpected: ${e.stack ?? e.message}`))
  if (mended.length) log.warn(`open to other users until now: ${mended.length} files and folders of the user's data`)
  const settings = openSettingsStore(folder, {
    onState(state) {
      if (state !== 'saved') log.warn(`settings cannot be saved: ${state}`)
      onSettingsState(state)
    },
  })
  if (settings.setAside) log.warn('the settings file was damaged and has been set aside')
  const managed = readPolicy(
    systemSources((path) => readFileSync(path, 'utf8'), {
      exists: existsSync,
      status: statSync,
      run: (program, args) =>
        execFileSync(program, args, { encoding: 'utf8', timeout: 5000, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] }),
    }),
    (path) => log.warn(`no policy: others than administrators can write ${path}`),
  )
  const systemLanguages = app.getPreferredSystemLanguages()
  const systemRegion = regionOf(app.getSystemLocale())
  const language = () => chooseLanguage(settings.get('settings').language, systemLanguages)
  const region = () => chooseRegion(settings.get('settings').region, systemRegion)
  return {
    folder,
    log,
    settings,
    managed,
    recordingDisabled: () => managed.disabled.includes('recording'),
    systemLanguages,
    systemRegion,
    language,
    region,
    words: () => ({ language: language(), app: managed.brand?.name ?? app.getName(), region: region() }),
    zone: () => settings.get('settings').providerTimeZone,
    developmentUrl: app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'],
  }
}
