// How the app appears on the desktop: tray, incoming window, notifications, badge, keys, links, commands. Builds those parts and
// passes changes on to them.

import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, nativeImage, nativeTheme } from 'electron'
import type { AppState, IpcHandlers } from '../../../shared/contract/ipc.ts'
import type { DesktopState, GlobalKey, UpdateState } from '../../../shared/domain/desktop.ts'
import { type DoNotDisturbChoice, doNotDisturbEnd } from '../../../shared/domain/do-not-disturb.ts'
import type { SettingsChange } from '../../../shared/domain/settings.ts'
import type { DialOrigin } from '../../../shared/domain/spend-guard.ts'
import type { BlockList } from '../calls/block-list.ts'
import { createCallEvents } from '../calls/call-events.ts'
import { createCallHook } from '../calls/call-hook.ts'
import { createCallKeys, type TargetCallActions } from '../calls/target-call.ts'
import { createCommandService } from '../cli/command-service.ts'
import { listenForCommands } from '../cli/command-socket.ts'
import type { LaunchOptions } from '../cli/launch-options.ts'
import type { Environment } from '../environment.ts'
import type { Slice } from '../ipc/projection.ts'
import { createDialRequests, type DialRequests } from '../links/dial-requests.ts'
import { createNotifications, type NotificationAction } from '../notifications/notifications.ts'
import { createShownOnce } from '../notifications/shown-once.ts'
import { createSystemNotifications } from '../notifications/system-notifications.ts'
import { desktopStrings, fill, fillCount } from '../strings.ts'
import { createTray } from '../tray/tray.ts'
import { watchTray } from '../tray/tray-watch.ts'
import { createIncomingPresenter, incomingHandlers } from '../windows/incoming-presenter.ts'
import { createIncomingWindow } from '../windows/incoming-window.ts'
import { createAttention } from './attention.ts'
import { createGlobalKeys } from './global-keys.ts'
import { createHookFetch } from './provider-fetch.ts'
import { watchScreenLock } from './screen-lock.ts'
import { createStartWithSystem } from './start-with-system.ts'

/** What neither tray, incoming window, notifications nor badge show anything of. */
const notShown: readonly Slice[] = ['environment', 'recordings', 'storage']

export type PageScreen = 'phone' | 'missed' | 'topup' | 'settings' | 'keys' | 'audio' | 'callback' | 'costs' | 'messages'

export type DesktopOptions = {
  /** Our pictures' folder. */
  readonly resources: string
  readonly preload: string
  readonly state: () => AppState
  readonly window: () => BrowserWindow | undefined
  readonly onState: (state: DesktopState) => void
  /** Sends the page to a screen. */
  readonly showPage: (screen: PageScreen, number: string) => void
  readonly calls: TargetCallActions
  /** Dials at once over the default line, if the user's limits let it. */
  readonly dial: (number: string, origin: DialOrigin) => Promise<unknown>
  readonly blockList: BlockList
  readonly refreshBalance: () => void
  readonly markSeen: () => void
  /** These warnings of the account's budgets were shown. */
  readonly setBudgetShown: (keys: readonly string[]) => void
  readonly setLine: (lineId: string) => void
  /** Shows the balance of another account of the login. */
  readonly chooseAccount: (accountNumber: string) => void
  readonly changeSettings: (change: SettingsChange) => void
}

export type Desktop = {
  /** These parts of the state changed. */
  readonly changed: (slices: readonly Slice[]) => void
  readonly settingsChanged: () => void
  readonly setUpdate: (update: UpdateState) => void
  /** Does what the command line of this start, or of a second one, asks for. */
  readonly dispatch: (launch: LaunchOptions) => void
  readonly openLink: (url: string) => void
  readonly requests: DialRequests
  readonly incoming: IpcHandlers['incoming']
  readonly incomingContents: () => Electron.WebContents | undefined
  readonly keys: Readonly<Record<GlobalKey, () => void>>
  /** Brings the window to the front. */
  readonly open: (screen?: PageScreen, number?: string) => void
  /** The user closed the window, and the app keeps running: into the tray, or into the taskbar where there is no tray. */
  readonly hideToTray: (window: BrowserWindow) => void
  readonly canStay: () => boolean
  readonly stop: () => void
}

export function createDesktop(environment: Environment, options: DesktopOptions): Desktop {
  const { folder, log, settings, managed, words, developmentUrl } = environment
  const { resources, preload, state, window, onState, showPage, calls } = options
  const strings = () => desktopStrings(words().language)
  const allowed = (name: 'links' | 'command-line' | 'events'): boolean => !managed.disabled.includes(name)
  let desktop: DesktopState = state().desktop
  const set = (change: Partial<DesktopState>): void => {
    desktop = { ...desktop, ...change }
    onState(desktop)
  }
  const open = (screen?: PageScreen, number = ''): void => {
    const main = window()
    if (main?.isMinimized()) main.restore()
    main?.show()
    main?.focus()
    if (screen) showPage(screen, number)
  }
  const quietly = (what: Promise<unknown>): void => void what.catch((e: Error) => log.warn(`desktop: ${e.message}`))
  const setDoNotDisturb = (choice: DoNotDisturbChoice | 'off'): void =>
    options.changeSettings({ calls: { doNotDisturb: choice === 'off' ? null : { until: doNotDisturbEnd(choice, Date.now()) } } })

  const requests = createDialRequests({
    region: () => words().region,
    allowed,
    dial: options.dial,
    onChange: (request) => set({ request }),
    show: () => open('phone'),
    // X11 and Wayland: what is selected comes before what was copied
    readClipboard: async () => (process.platform === 'linux' && (await clipboard.selection.readText())) || clipboard.readText(),
    log,
  })
  // without a number to dial the user gets the number field
  const dialClipboard = (): void => void requests.dialClipboard().catch(() => open('phone'))
  // where there is nothing to call, the window opens
  const orOpen = (asked: Promise<boolean>): void => quietly(asked.then((good) => good || open()))
  const openLink = (url: string): void => orOpen(requests.openLink(url))

  const tray = createTray(
    join(resources, 'tray'),
    {
      open: () => open(),
      show: (screen) => open(screen),
      refresh: options.refreshBalance,
      dialClipboard,
      ask: (number) => quietly(requests.ask(number, 'tray')),
      callBack: (number) => open('callback', number),
      markSeen: options.markSeen,
      setLine: options.setLine,
      chooseAccount: (accountNumber) => quietly(Promise.resolve(accountNumber).then(options.chooseAccount)),
      setDoNotDisturb,
      quit: () => app.quit(),
    },
    log,
  )
  const stopTrayWatch = watchTray(
    process.platform,
    (present) => {
      set({ tray: present && tray !== null })
      // the bar with our icon is gone: the hidden window returns to the taskbar
      const main = window()
      if (!desktop.tray && main && !main.isVisible() && !main.isMinimized()) main.minimize()
    },
    log,
  )

  const incomingWindow = createIncomingWindow({ preload, developmentUrl, zoom: () => settings.get('settings').zoom / 100, log })
  const incoming = createIncomingPresenter({
    window: incomingWindow,
    state,
    words,
    mainFocused: () => window()?.isFocused() ?? false,
    run: quietly,
  })

  const onNotificationAction = (action: NotificationAction): void => {
    if (action.kind === 'show') open(action.screen)
    else quietly(requests.ask(action.number, 'notification'))
  }
  const shownOnce = createShownOnce(settings)
  const showNotification = createSystemNotifications(onNotificationAction)
  const notifications = createNotifications({
    now: Date.now,
    words,
    locked: watchScreenLock(),
    away: () => !window()?.isFocused(),
    lowBalanceShown: () => shownOnce.has('low-balance'),
    setLowBalanceShown: (shown) => shownOnce.set('low-balance', shown),
    setBudgetShown: options.setBudgetShown,
    show: showNotification,
  })
  const attention = createAttention(window, {
    picture: () => nativeImage.createFromPath(join(resources, 'tray', 'badge.png')),
    text: (count) => fillCount(strings(), 'overlay', count),
  })

  const keys = { ...createCallKeys(state, calls, quietly), open: () => open(), 'dial-clipboard': dialClipboard }
  const setKeys = createGlobalKeys(keys, log)
  const startWithSystem = createStartWithSystem(log)
  const settingsChanged = (): void => {
    const { desktop: wanted } = settings.get('settings')
    set({ keys: setKeys(wanted) })
    startWithSystem(wanted.startWithSystem)
  }
  settingsChanged()

  const callEvents = createCallEvents(Date.now)
  callEvents.subscribe(
    createCallHook({
      hook: () => settings.get('settings').hook,
      allowed: () => allowed('events'),
      fetch: createHookFetch(managed.proxy),
      log: log.warn,
    }),
  )
  const runCommand = createCommandService({
    state,
    calls,
    strings,
    app: () => words().app,
    allowed: () => allowed('command-line'),
    eventsAllowed: () => allowed('events'),
    askToCall: requests.askFromCommandLine,
    setDoNotDisturb: (on) => setDoNotDisturb(on ? 'until-off' : 'off'),
  })
  const commands = listenForCommands(folder, runCommand, log, callEvents.subscribe)

  const update = (): void => {
    const now = state()
    tray?.update(now, words())
    incoming.changed()
    attention.changed(now)
    notifications.changed(now)
    callEvents.changed(now)
  }
  // the bar may have changed its colour with the system
  nativeTheme.on('updated', update)
  app.on('browser-window-blur', incoming.changed)

  return {
    changed(slices) {
      if (slices.some((slice) => !notShown.includes(slice))) update()
    },
    settingsChanged,
    setUpdate: (update) => set({ update }),
    requests,
    incoming: incomingHandlers(incomingWindow, calls, options.blockList),
    incomingContents: incomingWindow.contents,
    keys,
    open,
    openLink,
    dispatch({ intent }) {
      switch (intent.kind) {
        case 'link':
          return openLink(intent.url)
        case 'command':
          // only `call` starts the app; all else was sent to the running one
          return intent.command.name === 'call' ? orOpen(requests.askFromCommandLine(intent.command.number)) : open()
        case 'none':
        case 'usage':
          return open()
        default:
          return intent satisfies never
      }
    },
    hideToTray(main) {
      if (desktop.tray) main.hide()
      else main.minimize()
      if (shownOnce.has('tray')) return
      shownOnce.set('tray', true)
      const t = strings()
      showNotification('stays', {
        title: fill(t.stays, { app: words().app }),
        body: desktop.tray ? fill(t.staysText, { app: words().app }) : t.staysTaskbar,
        open: { kind: 'show', screen: 'phone' },
        button: null,
      })
    },
    canStay: () => settings.get('settings').desktop.closeToTray && state().account.session.state === 'signed-in',
    stop() {
      notifications.stop()
      stopTrayWatch()
      incoming.stop()
      commands?.close()
    },
  }
}
