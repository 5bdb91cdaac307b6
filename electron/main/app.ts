// Composition root: builds the parts and connects them. It holds no state; each part does.

import { join } from 'node:path'
import { app, nativeTheme, session, utilityProcess } from 'electron'
import { createAppAccount } from './account/app-account.ts'
import { createDoNotDisturb } from './calls/do-not-disturb.ts'
import type { LaunchOptions } from './cli/launch-options.ts'
import { answerHeadsetChoice } from './dialogs/choose-headset.ts'
import { confirmManyOperations } from './dialogs/confirm-many-operations.ts'
import { confirmQuit } from './dialogs/confirm-quit.ts'
import { createExportFiles } from './dialogs/export-files.ts'
import { createRecordingFiles } from './dialogs/recording-files.ts'
import { saveReport } from './dialogs/report-file.ts'
import { bindIpc, createPageSender } from './ipc/bind.ts'
import { createHandlers } from './ipc/handlers.ts'
import { initialState } from './ipc/initial-state.ts'
import { Projection } from './ipc/projection.ts'
import { createTrust } from './ipc/trust.ts'
import { registerLinkHandler } from './links/link-registration.ts'
import { createTelephony } from './phone/telephony.ts'
import { followAppEvents } from './system/app-events.ts'
import { createDesktop } from './system/desktop.ts'
import { createProviderFetch } from './system/provider-fetch.ts'
import { createQuit } from './system/quit.ts'
import { readEnvironment } from './system/read-environment.ts'
import { createSecretClipboard } from './system/secret-clipboard.ts'
import { createSelfCheck } from './system/self-check.ts'
import { createSettingsChanges } from './system/settings-changes.ts'
import { startedBySystem } from './system/start-with-system.ts'
import { createAppUpdates } from './updates/app-updates.ts'
import { setApplicationMenu } from './windows/application-menu.ts'
import { createMainWindow } from './windows/main-window.ts'
import { preparePageSession } from './windows/page-session.ts'

const here = import.meta.dirname
const resources = join(here, '../../resources')
const preload = join(here, '../preload/index.cjs')

/** @param launch what the command line of this start asks for */
export function start(launch: LaunchOptions): void {
  const environment = readEnvironment((state) => projection.set('storage', { ...projection.state.storage, settings: state }))
  const { folder, log, settings, managed, language, zone, developmentUrl } = environment
  nativeTheme.themeSource = settings.get('settings').theme
  process.on('uncaughtExceptionMonitor', (e) => log.error(`unexpected: ${e.stack ?? e.message}`))

  const main = createMainWindow()
  const toPage = createPageSender(main.contents)
  const projection = new Projection(initialState(environment), (change) => {
    toPage('app', 'changed', change)
    desktop.changed()
  })

  const refreshBalance = (): void => void account.refreshBalance().catch(() => {})
  const telephony = createTelephony(environment, {
    fork: () => utilityProcess.fork(join(here, 'phone.js'), [], { serviceName: 'Dialdesk phone', stdio: 'inherit' }),
    session: () => account.session(),
    refreshBalance,
    onLines: (state) => projection.set('lines', state),
    onCalls(list) {
      projection.set('calls', list)
      main.contents()?.setBackgroundThrottling(!list.some((c) => c.state !== 'ended'))
      updates.callsChanged()
    },
    onPhoneState: (state) => projection.set('environment', { ...projection.state.environment, phone: state }),
    onSip: (message) => diagnostics.keep(message),
    onMediaToPage: (message) => toPage('media', 'toPage', message),
    onMediaReset: () => toPage('media', 'reset', {}),
  })
  const { lines, calls, phone } = telephony

  const account = createAppAccount(environment, {
    projection,
    telephony,
    fetch: createProviderFetch(managed.proxy),
    forkKeychain: () => utilityProcess.fork(join(here, 'keychain-worker.js'), [], { serviceName: 'Dialdesk keychain', stdio: 'inherit' }),
    confirmMany: (kind, count) => confirmManyOperations(kind, count, language()),
    documents: () => app.getPath('documents'),
    databaseWorker: join(here, 'database-worker.js'),
  })
  const diagnostics = createSelfCheck({ account, telephony, settings, onStep: (step) => toPage('diagnostics', 'step', step) })

  const applySettings = createSettingsChanges({
    settings: () => settings.get('settings'),
    window: main.window,
    onSettings(now) {
      projection.set('settings', now)
      doNotDisturb.apply()
      desktop.settingsChanged()
      setApplicationMenu(environment, desktop)
    },
    onUpdateChannel: () => updates.channelChanged(),
  })
  const desktop = createDesktop(environment, {
    resources,
    preload,
    state: () => projection.state,
    window: main.window,
    onState: (state) => projection.set('desktop', state),
    showPage: (screen) => toPage('desktop', 'show', { screen }),
    calls,
    dial: telephony.dialLink,
    refreshBalance,
    markSeen: () =>
      void account
        .session()
        ?.callLog.markSeen()
        .catch((e: Error) => log.error(`call log: ${e.message}`)),
    setBudgetShown: (keys) =>
      void account
        .session()
        ?.services.spending.mark('notified', keys)
        .catch((e: Error) => log.error(`budget: ${e.message}`)),
    setLine: (lineId) => void lines.setDefault(lineId).catch(() => {}),
    changeSettings(change) {
      settings.changeSettings(change)
      applySettings()
    },
  })
  const updates = createAppUpdates(environment, { inCall: () => calls.calls().some((c) => c.state !== 'ended'), onState: desktop.setUpdate })
  const doNotDisturb = createDoNotDisturb({
    settings,
    now: Date.now,
    onPolicy: calls.setPolicy,
    onEnd: (now) => projection.set('settings', now),
  })

  bindIpc(
    createHandlers({
      projection,
      account,
      lines,
      calls,
      settings,
      session: account.session,
      recordingFiles: createRecordingFiles(main.window),
      diagnostics,
      reportFile: (steps, trace, masked) => saveReport(main.window, steps, trace, masked, join(folder, 'logs', 'main.log')),
      managed,
      requests: desktop.requests,
      incoming: desktop.incoming,
      checkForUpdate: () => void updates.check(),
      registerLinkHandler,
      files: createExportFiles({ parent: main.window, language, zone, region: environment.region, log }),
      copySecret: createSecretClipboard(),
      onSettings: applySettings,
    }),
    createTrust({ main: main.contents, incoming: desktop.incomingContents, developmentUrl }),
    () => projection.flush(),
    log,
  )
  preparePageSession(session.defaultSession, {
    pages: join(here, '../renderer'),
    recordingFile: (id) => account.session()?.recordings.file(id) ?? null,
    page: main.contents,
    developmentUrl,
  })
  answerHeadsetChoice(session.defaultSession, main.window, language)

  const quit = createQuit({
    confirm: () => confirmQuit(projection.state, language()),
    async stop() {
      main.window()?.hide()
      desktop.stop()
      updates.stop()
      // the phone first: its calls' ends still go into the call log
      await phone.stop()
      await account.stop()
    },
    quit: () => app.quit(),
    log,
  })
  doNotDisturb.apply()
  const window = main.open(environment, {
    preload,
    icon: join(resources, 'icon.png'),
    onClose: () => (quit.done() ? 'close' : desktop.canStay() ? 'stay' : 'quit'),
    hideToTray: desktop.hideToTray,
    quit: () => app.quit(),
    hidden: launch.hidden || startedBySystem() || settings.get('settings').desktop.startMinimised,
    call: (number) => void desktop.requests.ask(number, 'clipboard'),
    onPageGone: () => calls.setPage(false),
  })
  window.on('hide', () => account.setPolling(false))
  window.on('show', () => account.setPolling(true))
  phone.start()
  updates.start()
  setApplicationMenu(environment, desktop)
  void account.start().catch((e: Error) => log.error(`start: ${e.message}`))

  if (launch.intent.kind !== 'none') desktop.dispatch(launch)
  followAppEvents(desktop, quit, () => {
    calls.checkConnections()
    refreshBalance()
  })
}
