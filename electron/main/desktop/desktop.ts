// How the app stands on the desktop: tray, incoming window, notices, badge, keys, links, commands. Builds those parts and tells
// each of them what changed.

import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, nativeImage, nativeTheme, powerMonitor, powerSaveBlocker } from 'electron'
import { AppError } from '../../../shared/contract.ts'
import type { DesktopState, GlobalKey, Managed, ManagedFunction, UpdateState } from '../../../shared/desktop.ts'
import { type DoNotDisturbChoice, doNotDisturbEnd } from '../../../shared/do-not-disturb.ts'
import type { AppState } from '../../../shared/ipc.ts'
import { readCallLink } from '../../../shared/link.ts'
import { cleanNumber } from '../../../shared/phone-number.ts'
import type { SettingsChange } from '../../../shared/settings.ts'
import type { Log } from '../log.ts'
import type { SettingsStore } from '../storage/settings-store.ts'
import { type CallActs, createCommandService, meantCall } from './command-service.ts'
import { listenForCommands } from './command-socket.ts'
import type { Given } from './commands.ts'
import { createDialRequests, type DialRequests } from './dial-requests.ts'
import { createGlobalKeys } from './global-keys.ts'
import { incomingView } from './incoming-view.ts'
import { createIncomingWindow, type IncomingWindow } from './incoming-window.ts'
import { createNoticeBoard } from './notice-window.ts'
import { createNotices, type NoticeAct } from './notices.ts'
import { loadNumberKinds, numberKind, numberKindsLoaded } from './number-kind.ts'
import { setStartWithSystem } from './start-with-system.ts'
import { desktopStrings, fill } from './strings.ts'
import { createTray } from './tray.ts'
import type { TrayWords } from './tray-menu.ts'
import { watchTray } from './tray-watch.ts'

export type PageScreen = 'phone' | 'missed' | 'topup' | 'settings' | 'keys' | 'audio' | 'callback'

export type DesktopParts = {
  readonly log: Log
  readonly settings: SettingsStore
  readonly managed: Managed
  /** Folders: the user's data, our pictures. */
  readonly userData: string
  readonly resources: string
  readonly incoming: Pick<Parameters<typeof createIncomingWindow>[0], 'preload' | 'url' | 'dark' | 'zoom' | 'send'>
  readonly state: () => AppState
  readonly words: () => TrayWords
  readonly window: () => BrowserWindow | undefined
  readonly onState: (state: DesktopState) => void
  /** Sends the page to a screen. */
  readonly showPage: (screen: PageScreen) => void
  readonly calls: CallActs & { readonly dial: (number: string) => Promise<unknown> }
  readonly refreshBalance: () => void
  readonly markSeen: () => void
  readonly setLine: (lineId: string) => void
  readonly changeSettings: (change: SettingsChange) => void
}

export type Desktop = {
  /** The state changed, in whatever part. */
  readonly changed: () => void
  readonly settingsChanged: () => void
  readonly setUpdate: (update: UpdateState) => void
  /** What the command line of this start, or of a second one, asks for. */
  readonly take: (given: Given) => void
  readonly openLink: (url: string) => void
  readonly requests: DialRequests
  readonly incoming: IncomingWindow
  /** What keys and menus do to the call that is meant. */
  readonly keys: Readonly<Record<GlobalKey, () => void>>
  /** Brings the window to the front. */
  readonly open: (screen?: PageScreen) => void
  /** The window was asked to close, and the app goes on: into the tray, or where there is none into the taskbar. */
  readonly putAway: (window: BrowserWindow) => void
  readonly canStay: () => boolean
  readonly stop: () => void
}

/** The incoming window is made a little after the first line is up: the start has more pressing things to do. */
const PREPARE_AFTER = 3000

export function createDesktop(parts: DesktopParts): Desktop {
  const { log, settings, managed, resources, state, words, window, onState, showPage, calls } = parts
  const strings = () => desktopStrings(words().language)
  const allowed = (name: ManagedFunction): boolean => !managed.disabled.includes(name)
  let desktop: DesktopState = state().desktop
  const set = (change: Partial<DesktopState>): void => {
    desktop = { ...desktop, ...change }
    onState(desktop)
  }
  const open = (screen?: PageScreen): void => {
    const main = window()
    if (main?.isMinimized()) main.restore()
    main?.show()
    main?.focus()
    if (screen) showPage(screen)
  }
  const quietly = (what: Promise<unknown>): void => void what.catch((e: Error) => log.warn(`desktop: ${e.message}`))
  const setDoNotDisturb = (choice: DoNotDisturbChoice | 'off'): void =>
    parts.changeSettings({ calls: { doNotDisturb: choice === 'off' ? null : { until: doNotDisturbEnd(choice, Date.now()) } } })

  const requests = createDialRequests({
    region: () => words().region,
    withoutAsking: () => settings.get('settings').desktop.linksWithoutAsking && state().account.session.state === 'signed-in',
    linksAllowed: () => allowed('links'),
    dial: calls.dial,
    onChange: (request) => set({ request }),
    show: () => open('phone'),
    // X11 and Wayland: what is selected comes before what was copied
    readClipboard: async () => (process.platform === 'linux' && (await clipboard.selection.readText())) || clipboard.readText(),
    log,
  })
  const dialClipboard = (): void => {
    // nothing to dial is no reason to be silent: the number field is
    requests.dialClipboard().catch(() => open('phone'))
  }

  const tray = createTray(
    join(resources, 'tray'),
    {
      open: () => open(),
      show: open,
      refresh: parts.refreshBalance,
      dialClipboard,
      ask: (number) => quietly(requests.ask(number, 'tray')),
      markSeen: parts.markSeen,
      setLine: parts.setLine,
      setDoNotDisturb,
      quit: () => app.quit(),
    },
    log,
  )
  const stopTrayWatch = watchTray(
    process.platform,
    (present) => {
      set({ tray: present && tray !== null })
      // the bar that held our icon is gone: the window comes back to where it can be found
      const main = window()
      if (!desktop.tray && main && !main.isVisible() && !main.isMinimized()) main.minimize()
    },
    log,
  )

  const incoming = createIncomingWindow({ ...parts.incoming, log })
  let preparing: NodeJS.Timeout | null = null
  const updateIncoming = (now: AppState): void => {
    if (!preparing && now.lines.lines.some((l) => l.registration.state === 'registered'))
      preparing = setTimeout(() => {
        incoming.prepare()
        quietly(loadNumberKinds())
      }, PREPARE_AFTER)
    const { language, region } = words()
    const view = incomingView(now, { now: Date.now(), language, region, kindOf: (number) => numberKind(number, region) })
    // the first call may come before the plans were read
    if (view && !numberKindsLoaded()) quietly(loadNumberKinds().then(() => updateIncoming(state())))
    // whoever looks at the main window answers there; once shown the small window stays until it is answered
    incoming.show(view && !incoming.view() && window()?.isFocused() ? null : view)
  }

  const act = (wanted: NoticeAct): void => {
    if (wanted.kind === 'show') open(wanted.screen)
    else quietly(requests.ask(wanted.number, 'notice'))
  }
  let locked = false
  powerMonitor.on('lock-screen', () => {
    locked = true
  })
  powerMonitor.on('unlock-screen', () => {
    locked = false
  })
  const told = (what: 'tray' | 'low-balance'): boolean => settings.get('told').includes(what)
  const showNotice = createNoticeBoard(act)
  const notices = createNotices({
    now: Date.now,
    words,
    locked: () => locked,
    away: () => !window()?.isFocused(),
    lowTold: () => told('low-balance'),
    setLowTold: (low) =>
      settings.set('told', [...settings.get('told').filter((t) => t !== 'low-balance'), ...(low ? (['low-balance'] as const) : [])]),
    show: showNotice,
  })

  const withCall = (kind: 'ringing' | 'running', run: (call: AppState['calls'][number]) => Promise<unknown>): void => {
    const call = meantCall(state(), kind)
    if (call) quietly(run(call))
  }
  const keys = {
    answer: () => withCall('ringing', (c) => calls.answer(c.id, 'hold')),
    reject: () => withCall('ringing', (c) => calls.reject(c.id)),
    end: () => withCall('running', (c) => calls.hangUp(c.id, true)),
    mute: () => withCall('running', (c) => calls.setMuted(c.id, !c.muted)),
    open: () => open(),
    'dial-clipboard': dialClipboard,
  }
  const setKeys = createGlobalKeys(keys, log)

  const askToCall = async (text: string): Promise<boolean> => {
    const number = readCallLink(text)?.number ?? text
    if (!/^[+\w.*#!~'-]{1,64}$/.test(cleanNumber(number))) return false
    await requests.ask(number, 'command-line', text)
    return true
  }
  const runCommand = createCommandService({
    state,
    calls,
    strings,
    app: () => words().app,
    allowed: () => allowed('command-line'),
    askToCall,
    setDoNotDisturb: (on) => setDoNotDisturb(on ? 'until-off' : 'off'),
  })
  const commands = listenForCommands(parts.userData, runCommand, log)

  let awake: number | null = null
  let badge = -1
  let ringing = false
  const updateSystem = (now: AppState): void => {
    // the screen stays on while somebody talks
    const talking = now.calls.some((c) => c.state === 'connected')
    if (talking && awake === null) awake = powerSaveBlocker.start('prevent-display-sleep')
    if (!talking && awake !== null) {
      powerSaveBlocker.stop(awake)
      awake = null
    }
    const rings = now.calls.some((c) => c.state === 'ringing' && c.direction === 'incoming')
    if (rings !== ringing) window()?.flashFrame(rings && !window()?.isFocused())
    ringing = rings
    const { unseenMissed } = now.recentCalls
    if (unseenMissed === badge) return
    badge = unseenMissed
    if (process.platform === 'win32')
      window()?.setOverlayIcon(
        badge ? nativeImage.createFromPath(join(resources, 'tray', 'badge.png')) : null,
        badge ? fill(strings().overlay, { count: badge }) : '',
      )
    else app.setBadgeCount(badge)
  }

  let startsWithSystem: boolean | null = null
  const settingsChanged = (): void => {
    const { desktop: wanted } = settings.get('settings')
    set({ keys: setKeys(wanted) })
    // at start nothing is written: what the system holds is what was set the last time
    if (startsWithSystem !== null && startsWithSystem !== wanted.startWithSystem) {
      try {
        setStartWithSystem(wanted.startWithSystem)
      } catch (e) {
        log.warn(`start with the system: ${e instanceof Error ? e.message : 'failed'}`)
      }
    }
    startsWithSystem = wanted.startWithSystem
  }
  settingsChanged()

  const changed = (): void => {
    const now = state()
    tray?.update(now, words())
    updateIncoming(now)
    updateSystem(now)
    notices.changed(now)
  }
  // the bar may have changed its colour with the system
  nativeTheme.on('updated', changed)

  return {
    changed,
    settingsChanged,
    setUpdate: (update) => set({ update }),
    requests,
    incoming,
    keys,
    open,
    openLink: (url) => void requests.openLink(url).then((good) => good || open()),
    take({ wish }) {
      switch (wish.kind) {
        case 'link':
          return void requests.openLink(wish.url).then((good) => good || open())
        case 'command':
          // only `call` starts the app; all else was sent to the running one
          return wish.command.name === 'call' ? quietly(askToCall(wish.command.number)) : open()
        case 'none':
        case 'usage':
          return open()
        default:
          return wish satisfies never
      }
    },
    putAway(main) {
      if (desktop.tray) main.hide()
      else main.minimize()
      if (told('tray')) return
      settings.set('told', [...settings.get('told'), 'tray'])
      const t = strings()
      showNotice('stays', {
        title: fill(t.stays, { app: words().app }),
        body: desktop.tray ? t.staysText : t.staysTaskbar,
        open: { kind: 'show', screen: 'phone' },
        button: null,
      })
    },
    canStay: () => settings.get('settings').desktop.closeToTray && state().account.session.state === 'signed-in',
    stop() {
      notices.stop()
      stopTrayWatch()
      if (preparing) clearTimeout(preparing)
      incoming.close()
      commands?.close()
    },
  }
}

export type IncomingHandlers = ReturnType<typeof incomingHandlers>

/** Answers to the incoming window's own calls: about the call it shows, and no other. */
export function incomingHandlers(incoming: IncomingWindow, calls: CallActs) {
  return {
    view: () => incoming.view(),
    async act({ callId, act }: { callId: string; act: 'answer' | 'reject' | 'silence' }): Promise<undefined> {
      if (incoming.view()?.callId !== callId) throw new AppError('call-not-found', 'not the call that rings')
      if (act === 'silence') calls.silence(callId)
      else if (act === 'reject') await calls.reject(callId)
      else await calls.answer(callId, 'hold')
      return undefined
    },
  }
}
