import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Logo } from '../components/logo.tsx'
import { CallAnnouncer } from '../features/calls/call-announcer.tsx'
import { PhoneScreen } from '../features/dialer/phone-screen.tsx'
import { useApp } from '../state/app-store.ts'
import { showKeys } from '../state/dialogs.ts'
import { go, openSettings, showMissedCalls, useNavigation } from '../state/navigation.ts'
import { goToPin } from '../state/places.ts'
import { incomingCall, runningCall } from '../state/selectors.ts'
import { AutoRedial } from './auto-redial.tsx'
import { Banners } from './banners.tsx'
import { CallBar } from './call-bar.tsx'
import { Header } from './header.tsx'
import { IncomingCall } from './incoming-call.tsx'
import { callScreen, callSummary, dialogs } from './parts.ts'
import { PreloadedScreens } from './preloaded-screens.tsx'
import { screens } from './screens.ts'
import css from './shell.module.css'
import { SideNavigation } from './side-navigation.tsx'
import { UndoDeletion } from './undo-deletion.tsx'
import { useEndedCall } from './use-ended-call.ts'
import { goToNumber, useShortcuts } from './use-shortcuts.ts'
import { useShownScreens } from './use-shown-screens.ts'

const shownScreens = new Map(screens.flatMap(({ id, module }) => (module ? [[id, module.part((m) => m.default)]] : [])))
const CallScreen = callScreen.part((m) => m.CallScreen)
const CallSummary = callSummary.part((m) => m.CallSummary)
// after the rows of the first screen: with its style sheets the whole page is laid out again
const Dialogs = dialogs.part((m) => m.Dialogs, 'idle')

/** Header, navigation and the screen in front; a running call shows on the phone screen and as a bar on all others. */
export function Shell() {
  const { t } = useTranslation()
  const screen = useNavigation((n) => n.screen)
  const incoming = useApp(incomingCall)
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  // the call itself changes every two seconds: whoever shows it reads it
  const running = useApp((s) => runningCall(s) !== null)
  const endedCall = useEndedCall()
  const shown = useShownScreens()
  useShortcuts({ go: (n) => shown[n] && go(shown[n].id), settings: () => go('settings') })
  const ids = useMemo(() => shown.map(({ id }) => id), [shown])
  // tray, menu and notifications lead to a screen
  useEffect(
    () =>
      window.dialdesk.desktop.show(({ screen: wanted, number }) => {
        if (wanted === 'missed') showMissedCalls()
        else if (wanted === 'keys') showKeys()
        else if (wanted === 'settings') openSettings('desktop')
        else if (wanted === 'audio') openSettings('audio')
        else if (wanted === 'phone') goToNumber()
        else if (wanted === 'topup') goToPin()
        else go(wanted, number)
      }),
    [],
  )
  // a new call is shown once; the user may then go elsewhere
  useEffect(() => {
    if (running) go('phone')
  }, [running])

  // what had the focus may be gone with the screen it was on, as after a shortcut
  // biome-ignore lint/correctness/useExhaustiveDependencies: each screen that comes to the front
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true })
  }, [screen])

  const Screen = shownScreens.get(screen)
  return (
    <div className={`${css['shell']} ${mac ? 'mac' : ''}`}>
      <a className={`button ${css['skip']} skip`} href="#content">
        {t('app.skip')}
      </a>
      <header className={`${css['head']} head`}>
        <div className="brand">
          <Logo size={20} /> <span>{t('app.name')}</span>
        </div>
        <Header />
      </header>
      <SideNavigation />
      {/* named: after a shortcut the focus is here, and a screen reader says which screen it is */}
      <main className={css['sheet']} id="content" tabIndex={-1} aria-label={t(`nav.${screen}`)}>
        <Banners />
        <AutoRedial />
        {running && screen !== 'phone' && <CallBar onShow={() => go('phone')} />}
        <div className={css['screen']}>
          {screen === 'phone' &&
            (running ? <RunningCall /> : <PhoneScreen summary={endedCall && <CallSummary key={endedCall.id} call={endedCall} />} />)}
          {Screen && <Screen key={screen} placeholder={<ScreenFrame title={t(`nav.${screen}`)} />} />}
        </div>
        <UndoDeletion />
      </main>
      {incoming && !(screen === 'phone' && running) && <IncomingCall key={incoming.id} call={incoming} />}
      <Dialogs screens={ids} />
      <CallAnnouncer />
      <PreloadedScreens />
    </div>
  )
}

/** The screen of the running call. */
function RunningCall() {
  const call = useApp(runningCall)
  return call && <CallScreen key={call.id} call={call} />
}

/** What a screen that is still being loaded shows: its title, where it will stay, and from 100 ms on the outline of rows. */
function ScreenFrame({ title }: { readonly title: string }) {
  return (
    <section className="pane" aria-busy="true">
      <div className="pane-head padded">
        <h1>{title}</h1>
      </div>
      <div className={css['waiting']} aria-hidden />
    </section>
  )
}
