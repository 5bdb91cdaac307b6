// Composition root: builds the parts and connects them. It holds no state; each part does.

import { join } from 'node:path'
import { app, session } from 'electron'
import { createAppAccount } from './account/app-account.ts'
import { createKeychain } from './account/keychain.ts'
import { loadKeytar } from './account/load-keytar.ts'
import { createIncomingRules } from './calls/incoming-rules.ts'
import type { LaunchOptions } from './cli/launch-options.ts'
import { createAppContacts } from './contacts/app-contacts.ts'
import { createAppDialogs } from './dialogs/app-dialogs.ts'
import { answerHeadsetChoice } from './dialogs/choose-headset.ts'
import { confirmQuit } from './dialogs/confirm-quit.ts'
import { bindIpc } from './ipc/bind.ts'
import { createHandlers } from './ipc/handlers.ts'
import { createTrust } from './ipc/trust.ts'
import { registerLinkHandler } from './links/link-registration.ts'
import type { OpenedWindow } from './open-window.ts'
import { createTelephony } from './phone/telephony.ts'
import { followAppEvents } from './system/app-events.ts'
import { crashFolder } from './system/crash-folder.ts'
import { createDesktop } from './system/desktop.ts'
import { forkProcess } from './system/fork-process.ts'
import { createAddressBookFetch, createProviderFetch } from './system/provider-fetch.ts'
import { createQuit } from './system/quit.ts'
import { createSecretClipboard } from './system/secret-clipboard.ts'
import { createSelfCheck } from './system/self-check.ts'
import { createSettingsChanges } from './system/settings-changes.ts'
import { startLater } from './system/start-later.ts'
import { createAppUpdates } from './updates/app-updates.ts'
import { setApplicationMenu } from './windows/application-menu.ts'

const here = import.meta.dirname
const resources = join(here, '../../resources')
const preload = join(here, '../preload/index.cjs')

/** ms after which what waits for the page's first screen begins without it. */
const FIRST_SCREEN = 2000

/** @param launch what the command line of this start asks for @param opened the window, which is open already */
export function start(launch: LaunchOptions, { environment, main, projection, toPage, setOwner }: OpenedWindow): void {
  const { log, settings, managed, language, developmentUrl } = environment
  const inCall = (): boolean => projection.state.calls.some((c) => c.state !== 'ended')
  const refreshBalance = (): void => void account.refreshBalance().catch(() => {})
  const telephony = createTelephony(environment, {
    fork: () => forkProcess(here, 'phone', 'Dialdesk phone', crashFolder(environment.folder)),
    projection,
    session: () => account.session(),
    contactOf: (number) => contacts.of(number),
    refreshBalance,
    onLines: (list) => main.setLines(list),
    onCalls(list) {
      projection.set('calls', list)
      main.contents()?.setBackgroundThrottling(!list.some((c) => c.state !== 'ended'))
      updates.callsChanged()
    },
    onSip: (message) => diagnostics.keep(message),
    onMediaToPage: (message) => toPage('media', 'toPage', message),
    onMediaReset: () => toPage('media', 'reset', {}),
  })
  const { lines, calls, phone } = telephony

  const dialogs = createAppDialogs(environment, main.window)
  const keychain = createKeychain(() => loadKeytar(() => forkProcess(here, 'keychain-worker', 'Dialdesk keychain')))
  const contacts = createAppContacts(environment, {
    projection,
    calls: () => calls,
    keychain,
    fetch: createAddressBookFetch(managed.proxy),
    worker: join(here, 'contacts-worker.js'),
  })
  const { account, data, markSeen, setBudgetShown } = createAppAccount(environment, {
    projection,
    telephony,
    contacts,
    fetch: createProviderFetch(managed.proxy),
    keychain,
    confirmMany: dialogs.confirmMany,
    confirmCards: dialogs.confirmCards,
    documents: () => app.getPath('documents'),
    databaseWorker: join(here, 'database-worker.js'),
    onReset: () => applySettings(),
  })
  const diagnostics = createSelfCheck({ account, telephony, settings, main, onStep: (step) => toPage('diagnostics', 'step', step) })

  const applySettings = createSettingsChanges({
    settings: () => settings.get('settings'),
    window: main.window,
    onSettings(now) {
      projection.set('settings', now)
      rules.apply()
      void contacts.regionChanged().catch((e: Error) => log.error(`contacts: ${e.message}`))
      desktop.settingsChanged()
      setApplicationMenu(environment, desktop)
    },
    onUpdateChannel: () => updates.channelChanged(),
  })
  const rules = createIncomingRules(environment, {
    ...{ setPolicy: calls.setPolicy, onSwitched: (now) => projection.set('settings', now), onBlockList: () => applySettings() },
  })
  const desktop = createDesktop(environment, {
    resources,
    preload,
    state: () => projection.state,
    window: main.window,
    onState: (state) => projection.set('desktop', state),
    showPage: (screen, number) => toPage('desktop', 'show', { screen, number }),
    ...{ calls, blockList: rules.blockList, dial: telephony.dialAtOnce, refreshBalance },
    markSeen,
    setBudgetShown,
    chooseAccount: (accountNumber) => account.choose(accountNumber),
    setLine: (lineId) => void lines.setDefault(lineId).catch(() => {}),
    changeSettings(change) {
      settings.changeSettings(change)
      applySettings()
    },
  })
  const updates = createAppUpdates(environment, { inCall, onState: desktop.setUpdate })

  bindIpc(
    createHandlers({
      projection,
      account,
      data,
      lines,
      calls: { ...calls, checkCallback: telephony.checkCallback, goOn: ({ callId }) => telephony.goOn(callId) },
      ...{ blockList: rules.blockList, contacts },
      language,
      settings,
      session: account.session,
      diagnostics,
      managed,
      requests: desktop.requests,
      incoming: desktop.incoming,
      checkForUpdate: () => void updates.check(),
      registerLinkHandler,
      ...dialogs,
      ...createSecretClipboard(),
      onSettings: applySettings,
      onDrawn: () => afterFirstScreen.start(),
    }),
    createTrust({ main: main.contents, incoming: desktop.incomingContents, developmentUrl }),
    () => projection.flush(),
    log,
  )
  setOwner({
    onSlices: (slices) => desktop.changed(slices),
    recordingFile: async (id) =>
      (await account
        .session()
        ?.recordings.file(id)
        .catch(() => null)) ?? null,
    onClose: () => (quit.done() ? 'close' : desktop.canStay() ? 'stay' : 'quit'),
    hideToTray: (hidden) => desktop.hideToTray(hidden),
    call: (number) => void desktop.requests.ask(number, 'clipboard'),
    onPageGone: () => calls.setPage(false),
    onShown: (shown) => account.setPolling(shown),
  })
  answerHeadsetChoice(session.defaultSession, main.window, language)

  const afterFirstScreen = startLater(() => {
    phone.start()
    updates.start()
  }, FIRST_SCREEN)
  const quit = createQuit({
    confirm: () => confirmQuit(projection.state, language()),
    async stop() {
      afterFirstScreen.cancel()
      main.window()?.hide()
      desktop.stop()
      updates.stop()
      // the phone first: its calls' ends still go into the call log
      await phone.stop()
      await account.stop()
      await contacts.stop()
    },
    quit: () => app.quit(),
    log,
  })
  rules.apply()
  void contacts.start().catch((e: Error) => log.error(`contacts: ${e.message}`))
  setApplicationMenu(environment, desktop)
  void account.start().catch((e: Error) => log.error(`start: ${e.message}`))

  if (launch.intent.kind !== 'none') desktop.dispatch(launch)
  followAppEvents(desktop, quit, [calls.checkConnections, refreshBalance])
}
