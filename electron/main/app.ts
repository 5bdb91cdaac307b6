// Composition root: builds the parts and connects them. No logic of its own.

import { execFileSync } from 'node:child_process'
import { promises as dns } from 'node:dns'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { app, type BrowserWindow, nativeTheme, powerMonitor, protocol, session, utilityProcess } from 'electron'
import { AppError } from '../../shared/contract.ts'
import { noDesktop } from '../../shared/desktop.ts'
import { chooseLanguage, chooseRegion, regionOf } from '../../shared/language.ts'
import type { Line } from '../../shared/line.ts'
import { noServices } from '../../shared/services.ts'
import { createAccountService } from './account/account-service.ts'
import { createKeychain, type Keytar } from './account/keychain.ts'
import { createLineService } from './account/line-service.ts'
import { readBuildInfo } from './desktop/build-info.ts'
import { answerHeadsetChoice } from './desktop/choose-headset.ts'
import { secondGiven } from './desktop/command-line.ts'
import type { Given } from './desktop/commands.ts'
import { confirmQuit } from './desktop/confirm-quit.ts'
import { createDesktop, incomingHandlers } from './desktop/desktop.ts'
import { takeLinks } from './desktop/link-registration.ts'
import { createMainWindow } from './desktop/main-window.ts'
import { setApplicationMenu } from './desktop/menu.ts'
import { confirmManyActs } from './desktop/paid-acts.ts'
import { isHeadset, mayUse } from './desktop/permissions.ts'
import { createProviderFetch } from './desktop/provider-fetch.ts'
import { proxyConfig } from './desktop/proxy.ts'
import { createQuit } from './desktop/quit.ts'
import { createRecordingFiles } from './desktop/recording-files.ts'
import { saveReport } from './desktop/report-file.ts'
import { answerPage, answerRecording, isOurPage, ORIGIN, recordingOf, SCHEME } from './desktop/scheme.ts'
import { createServiceFiles } from './desktop/service-files.ts'
import { startedBySystem } from './desktop/start-with-system.ts'
import { createUpdates } from './desktop/updates.ts'
import { bindIpc, createPageSender } from './ipc/bind.ts'
import { createHandlers } from './ipc/handlers.ts'
import { Projection } from './ipc/projection.ts'
import { openLog } from './log.ts'
import { createCallService } from './phone/call-service.ts'
import { createDoNotDisturb } from './phone/do-not-disturb.ts'
import { createMemoryFile } from './phone/memory-file.ts'
import { handOnPhoneEvent } from './phone/phone-events.ts'
import { createPhoneProcess, type PhoneProcess } from './phone/phone-process.ts'
import { createRecordings, type RecordingService } from './phone/recordings.ts'
import { createClient } from './provider/client.ts'
import { type ContactService, createContacts } from './services/contacts.ts'
import { createDiagnostics } from './services/diagnostics.ts'
import { type AccountServices, createServices } from './services/services.ts'
import { type CallLog, createCallLog, noCalls } from './storage/call-log.ts'
import { deleteDatabase, openDatabase } from './storage/database.ts'
import { readPolicy, systemSources } from './storage/policy.ts'
import { openSettingsStore } from './storage/settings-store.ts'

const here = import.meta.dirname
const resources = join(here, '../../resources')

/** @param given what the command line of this start asks for */
export function start(given: Given): void {
  const folder = app.getPath('userData')
  mkdirSync(folder, { recursive: true })
  const log = openLog(join(folder, 'logs'))
  const settings = openSettingsStore(folder)
  if (settings.setAside) log.warn('the settings file was damaged and has been set aside')
  const systemLanguages = app.getPreferredSystemLanguages()
  const systemRegion = regionOf(app.getSystemLocale())
  const language = () => chooseLanguage(settings.get('settings').language, systemLanguages)
  const region = () => chooseRegion(settings.get('settings').region, systemRegion)
  const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  nativeTheme.themeSource = settings.get('settings').theme
  process.on('uncaughtExceptionMonitor', (e) => log.error(`unexpected: ${e.stack ?? e.message}`))

  let window: BrowserWindow | undefined
  let callLog: CallLog | null = null
  let services: AccountServices | null = null
  let personal: { readonly contacts: ContactService; readonly recordings: RecordingService } | null = null
  const managed = readPolicy(
    systemSources((path) => readFileSync(path, 'utf8'), {
      exists: existsSync,
      run: (program, args) =>
        execFileSync(program, args, { encoding: 'utf8', timeout: 5000, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] }),
    }),
  )
  const words = () => ({ language: language(), app: managed.brand?.name ?? app.getName(), region: region() })
  const toPage = createPageSender(() => window?.webContents)

  const projection = new Projection(
    {
      environment: {
        platform: process.platform as 'linux',
        appVersion: app.getVersion(),
        parts: parts(),
        systemLanguages,
        systemRegion,
        phone: 'starting',
        managed,
      },
      settings: settings.get('settings'),
      account: {
        session: { state: 'signed-out', reason: null },
        remembered: settings.get('remembered'),
        keychain: 'ready',
        balance: { amount: null, asOf: null, refreshing: false, error: null },
      },
      lines: { lines: [], defaultLineId: null, provisioning: { step: 'idle', asOf: null, error: null } },
      calls: [],
      recentCalls: noCalls,
      services: noServices,
      contacts: [],
      recordings: { list: [], disabled: managed.disabled.includes('recording') },
      desktop: noDesktop,
    },
    (change) => {
      toPage('app', 'changed', change)
      desktop.changed()
    },
  )
  const setMenu = (): void => {
    // while developing, Electron's own menu has the tools
    if (developmentUrl === undefined)
      setApplicationMenu(process.platform, words(), {
        show: desktop.open,
        dialClipboard: () => desktop.keys['dial-clipboard'](),
        mute: () => desktop.keys.mute(),
        endCall: () => desktop.keys.end(),
      })
  }

  const lines = createLineService({
    now: Date.now,
    log: log.info,
    onChange: (state) => projection.set('lines', state),
    onSetups: (setups) => phone.setLines(setups, region()),
  })
  const lineOf = (lineId: string): Line | undefined => lines.state().lines.find(({ id }) => id === lineId)

  const calls = createCallService({
    phone: () => phone,
    line: lineOf,
    region,
    onCalls: (list) => {
      projection.set('calls', list)
      window?.webContents.setBackgroundThrottling(!list.some((c) => c.state !== 'ended'))
      updates.callsChanged()
    },
    onLog: (view) => void callLog?.record(view, lineOf(view.lineId)?.label ?? view.lineId).catch((e: Error) => log.error(`call log: ${e.message}`)),
    onCallConnected: (view) => {
      if (lineOf(view.lineId)?.preferences.record) void personal?.recordings.start(view.id).catch((e: Error) => log.warn(`recording: ${e.message}`))
    },
    contactOf: (number) => personal?.contacts.of(number) ?? null,
    recordingOf: (callId) => personal?.recordings.ofCall(callId) ?? null,
    onCallEnded: ({ id }) => {
      void personal?.recordings.stop(id).catch((e: Error) => log.error(`recording: ${e.message}`))
      void account.refreshBalance().catch(() => {})
      services?.history.readSoon()
    },
    toPage: (id, request) => toPage('media', 'request', { id, request }),
    resetPage: () => toPage('media', 'reset', {}),
  })

  const memory = createMemoryFile(folder, log)
  const phone: PhoneProcess = createPhoneProcess({
    log,
    memory: memory.read(),
    onMemory: memory.write,
    fork: () => utilityProcess.fork(join(here, 'phone.js'), [], { serviceName: 'Dialdesk phone', stdio: 'inherit' }),
    onState: (state) => projection.set('environment', { ...projection.state.environment, phone: state }),
    onReady: calls.phoneReady,
    onDied: () => {
      calls.phoneDied()
      lines.phoneGone()
    },
    onEvent: (event) => handOnPhoneEvent(event, { lines, calls, onSip: (message) => diagnostics.keep(message), log }),
  })

  const diagnostics = createDiagnostics({
    lines: () => lines.state().lines,
    setup: (lineId) => {
      const server = lines.setups().find(({ id }) => id === lineId)?.server
      return server ? { host: server.host, literal: isIP(server.host) !== 0 } : null
    },
    probeProvider: async () => {
      const { session: now } = account.state()
      const { reachable, error } = await account.checkConnection(
        now.state === 'signed-in' ? now.providerAddress : settings.get('settings').providerAddress,
      )
      if (!reachable) throw new AppError(error?.code ?? 'provider-unreachable', 'the provider does not answer')
    },
    readAccount: () => account.refreshBalance(),
    clockOffset: () => {
      const { session: now } = account.state()
      return now.state === 'signed-in' ? now.clockOffset : null
    },
    addressesOf: async (host) => (await dns.lookup(host, { all: true })).map(({ address }) => address),
    pingLine: (lineId) => phone.call('phone', 'pingLine', { lineId }),
    probeNat: (lineId) => phone.call('phone', 'probeNat', { lineId }),
    onStep: (step) => toPage('diagnostics', 'step', step),
  })

  const providerFetch = createProviderFetch(managed.proxy)
  const account = createAccountService({
    settings,
    now: Date.now,
    keychain: createKeychain(async () => ((await import('keytar')) as unknown as { default: Keytar }).default),
    createClient: (baseAddress, onClockOffset) =>
      createClient({ baseAddress, now: Date.now, onClockOffset, fetch: providerFetch, apiVersion: () => settings.get('settings').apiVersion }),
    openDatabase: (accountId) => openDatabase(folder, accountId, join(here, 'database-worker.js')),
    deleteDatabase: (accountId) => deleteDatabase(folder, accountId),
    onChange: (state) => projection.set('account', state),
    async onOpened(opened) {
      const opening = createCallLog(opened.database, (recent) => callLog === opening && projection.set('recentCalls', recent))
      callLog = opening
      await opened.database.request('closeRunning', { now: Date.now() })
      await opening.refresh()
      const contacts = createContacts(opened.database, region, (list) => {
        projection.set('contacts', list)
        calls.tellCalls()
      })
      const recordings = createRecordings({
        database: opened.database,
        settings: () => settings.get('settings').recording,
        defaultFolder: join(app.getPath('documents'), 'Dialdesk'),
        disabled: () => managed.disabled.includes('recording'),
        call: (id) => calls.call(id),
        now: Date.now,
        onChange: (state) => {
          projection.set('recordings', state)
          calls.tellCalls()
        },
        log: log.warn,
      })
      personal = { contacts, recordings }
      await contacts.start()
      await recordings.refresh()
      services = createServices(opened, {
        now: Date.now,
        zone: () => settings.get('settings').providerTimeZone,
        region,
        balance: () => projection.state.account.balance.amount,
        currency: () => projection.state.account.balance.amount?.currency ?? 'EUR',
        refreshBalance: () => account.refreshBalance(),
        confirmMany: (kind, count) => confirmManyActs(kind, count, language()),
        onChange: (state) => projection.set('services', state),
      })
      // neither waits for the other: lines must come up whatever the rest does
      await Promise.all([services.start().catch((e: Error) => log.error(`services: ${e.message}`)), lines.accountOpened(opened)])
    },
    async onClosing(_account, removeSecrets) {
      for (const { id } of calls.calls()) await calls.hangUp(id).catch(() => {})
      if (removeSecrets) await services?.areas.forgetAll()
      await personal?.recordings.close()
      personal = null
      projection.set('contacts', [])
      projection.set('recordings', { list: [], disabled: managed.disabled.includes('recording') })
      services?.stop()
      services = null
      projection.set('services', noServices)
      await lines.accountClosing(removeSecrets)
      callLog = null
      projection.set('recentCalls', noCalls)
    },
  })

  let channel = settings.get('settings').desktop.updateChannel
  const settingsChanged = (): void => {
    const now = settings.get('settings')
    window?.webContents.setZoomFactor(now.zoom / 100)
    if (nativeTheme.themeSource !== now.theme) nativeTheme.themeSource = now.theme
    projection.set('settings', now)
    phone.setLines(lines.setups(), region())
    doNotDisturb.apply()
    desktop.settingsChanged()
    if (now.desktop.updateChannel !== channel) updates.channelChanged()
    channel = now.desktop.updateChannel
    setMenu()
  }
  const desktop = createDesktop({
    log,
    settings,
    managed,
    userData: folder,
    resources,
    incoming: {
      preload: join(here, '../preload/index.cjs'),
      url: developmentUrl ? new URL('incoming.html', developmentUrl).href : `${ORIGIN}/incoming.html`,
      dark: () => nativeTheme.shouldUseDarkColors,
      zoom: () => settings.get('settings').zoom / 100,
      send: (contents, view) => createPageSender(() => contents)('incoming', 'changed', view),
    },
    state: () => projection.state,
    words,
    window: () => window,
    onState: (state) => projection.set('desktop', state),
    showPage: (screen) => toPage('desktop', 'show', { screen }),
    calls: {
      ...calls,
      dial: async (number) => {
        const lineId = lines.state().defaultLineId
        if (lineId === null) throw new AppError('line-not-ready', 'there is no line')
        return calls.dial({ lineId, number, origin: 'link', confirmed: false, hidden: false, consultFor: null })
      },
    },
    refreshBalance: () => void account.refreshBalance().catch(() => {}),
    markSeen: () => void callLog?.markSeen(),
    setLine: (lineId) => void lines.setDefault(lineId).catch(() => {}),
    changeSettings: (change) => {
      settings.changeSettings(change)
      settingsChanged()
    },
  })
  const build = readBuildInfo(app.getAppPath(), app.isPackaged)
  const updates = createUpdates({
    build,
    platform: process.platform,
    managed,
    channel: () => settings.get('settings').desktop.updateChannel,
    inCall: () => calls.calls().some((c) => c.state !== 'ended'),
    async createUpdater() {
      const { createUpdater } = await import('./desktop/updater.ts')
      return createUpdater({
        platform: process.platform,
        url: build.updates?.url ?? '',
        key: build.updates?.key ?? null,
        appImage: process.env['APPIMAGE'] !== undefined,
        log,
        prepare: async ({ netSession }) => {
          if (managed.proxy !== null) await netSession.setProxy(proxyConfig(managed.proxy))
        },
      })
    },
    onState: desktop.setUpdate,
    now: Date.now,
    log,
  })

  const ours = (contents: { getURL(): string } | null): boolean =>
    contents !== null && contents === window?.webContents && isOurPage(contents.getURL(), developmentUrl)
  bindIpc(
    createHandlers({
      projection,
      account,
      lines,
      calls,
      callLog: () => callLog,
      settings,
      services: () => services,
      personal: () => personal,
      recordingFiles: createRecordingFiles(() => window),
      diagnostics,
      reportFile: (steps, trace, masked) => saveReport(() => window, steps, trace, masked, join(folder, 'logs', 'main.log')),
      managed,
      requests: desktop.requests,
      incoming: incomingHandlers(desktop.incoming, calls),
      desktop: { checkForUpdate: () => void updates.check(), takeLinks },
      files: createServiceFiles({ parent: () => window, language, zone: () => settings.get('settings').providerTimeZone }),
      onSettings: settingsChanged,
    }),
    ({ sender, senderFrame }, domain) => {
      const incoming = domain === 'incoming'
      if (senderFrame === null || senderFrame.parent !== null) return false
      return (
        sender === (incoming ? desktop.incoming.contents() : window?.webContents) &&
        isOurPage(senderFrame.url, developmentUrl, incoming ? 'incoming.html' : 'index.html')
      )
    },
    log,
  )

  protocol.handle(SCHEME, ({ url, headers }) => {
    const recording = recordingOf(url)
    if (recording !== null) return answerRecording(personal?.recordings.file(recording) ?? null, headers.get('range'))
    return answerPage(join(here, '../renderer'), url)
  })
  session.defaultSession.setPermissionRequestHandler((contents, permission, callback, details) =>
    callback(mayUse(permission, details, ours(contents))),
  )
  session.defaultSession.setPermissionCheckHandler((contents, permission, _origin, details) => mayUse(permission, details, ours(contents)))
  session.defaultSession.setDevicePermissionHandler(
    ({ deviceType, device }) => deviceType === 'hid' && isHeadset((device as { collections?: [] }).collections ?? []),
  )

  answerHeadsetChoice(session.defaultSession, () => window, language)

  const doNotDisturb = createDoNotDisturb({
    settings,
    now: Date.now,
    onPolicy: calls.setPolicy,
    onEnd: (now) => projection.set('settings', now),
  })
  doNotDisturb.apply()

  const quit = createQuit({
    confirm: () => confirmQuit(projection.state, language()),
    async stop() {
      window?.hide()
      desktop.stop()
      updates.stop()
      // the phone first: its calls' ends still go into the call log
      await phone.stop()
      await account.stop()
    },
    quit: () => app.quit(),
    log,
  })
  window = createMainWindow({
    preload: join(here, '../preload/index.cjs'),
    icon: join(resources, 'icon.png'),
    developmentUrl,
    settings,
    log,
    onClose: () => (quit.done() ? 'close' : desktop.canStay() ? 'stay' : 'quit'),
    putAway: desktop.putAway,
    quit: () => app.quit(),
    hidden: given.hidden || startedBySystem() || settings.get('settings').desktop.startMinimised,
    title: words().app,
    words,
    call: (number) => void desktop.requests.ask(number, 'clipboard'),
    onPageGone: () => calls.setPage(false),
  })
  window.on('hide', () => account.setPolling(false))
  window.on('show', () => account.setPolling(true))
  phone.start()
  updates.start()
  setMenu()
  void account.start().catch((e: Error) => log.error(`start: ${e.message}`))

  if (given.wish.kind !== 'none') desktop.take(given)
  app.on('second-instance', (_event, argv, _folder, data) => desktop.take(secondGiven(data, argv)))
  // macOS hands links over as an event
  app.on('open-url', (event, url) => {
    event.preventDefault()
    desktop.openLink(url)
  })
  app.on('activate', () => desktop.open())
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', quit.beforeQuit)
  powerMonitor.on('resume', () => {
    calls.checkConnections()
    void account.refreshBalance().catch(() => {})
  })
}

/** "Electron 45.4.1, Chromium 152.0.1, Node 24.18.0" */
const parts = (): string => {
  const { electron, chrome, node } = process.versions
  return `Electron ${electron}, Chromium ${chrome}, Node ${node}`
}
