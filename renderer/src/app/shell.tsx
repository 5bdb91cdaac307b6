import { IconDialpad, IconSettings } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallAnnouncer } from '../features/calls/call-announcer.tsx'
import { CallScreen } from '../features/calls/call-screen.tsx'
import { IncomingCall } from '../features/calls/incoming-call.tsx'
import { PhoneScreen } from '../features/dialer/phone-screen.tsx'
import { duration } from '../i18n/format.ts'
import { useApp } from '../state/app-store.ts'
import { incomingCall, shownCall } from '../state/selectors.ts'
import { Logo } from '../ui/logo.tsx'
import { Banners } from './banners.tsx'
import { CallBar } from './call-bar.tsx'
import { Header } from './header.tsx'
import { useClock } from './use-clock.ts'
import { useShortcuts } from './use-shortcuts.ts'
import './shell.css'

const SettingsScreen = lazy(() => import('../features/settings/settings-screen.tsx'))

/** A screen of the navigation. To add one: an entry here, its component below. */
const screens = [
  { id: 'phone', icon: IconDialpad, place: 'top' },
  { id: 'settings', icon: IconSettings, place: 'bottom' },
] as const
export type ScreenId = (typeof screens)[number]['id']
/** A part of the settings to open. */
export type SettingsSection = 'account' | 'lines' | 'audio' | 'general'

/** Header, navigation and the screen in front; a running call shows on the phone screen and as a bar on all others. */
export function Shell() {
  const { t } = useTranslation()
  const [screen, setScreen] = useState<ScreenId>('phone')
  const [section, setSection] = useState<SettingsSection>('lines')
  const call = useApp(shownCall)
  const incoming = useApp(incomingCall)
  const missed = useApp(({ recentCalls }) => recentCalls.unseenMissed)
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  const [dismissed, setDismissed] = useState<string | null>(null)
  const visibleCall = call && call.id !== dismissed ? call : null
  const running = visibleCall !== null && visibleCall.state !== 'ended'
  const now = useClock(running)
  const openSettings = (part: SettingsSection): void => {
    setSection(part)
    setScreen('settings')
  }
  useShortcuts({ go: (n) => screens[n] && setScreen(screens[n].id), settings: () => setScreen('settings'), phone: () => setScreen('phone') })
  // a call that begins is shown; where the user goes from there is up to them
  useEffect(() => {
    if (running) setScreen('phone')
  }, [running])

  return (
    <div className={`shell ${mac ? 'mac' : ''}`}>
      <a className="button skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="head">
        <div className="brand">
          <Logo size={20} /> <span>{t('app.name')}</span>
        </div>
        <Header openSettings={openSettings} />
      </header>
      <nav className="side" aria-label={t('nav.main')}>
        {screens.map(({ id, icon: Icon, place }) => (
          <NavItem key={id} separated={place === 'bottom'}>
            <button
              type="button"
              className="nav"
              aria-current={screen === id ? 'page' : undefined}
              title={t(`nav.${id}`)}
              aria-label={
                id === 'phone' && missed > 0 ? `${t('nav.phone')}, ${t('missed.note', { count: missed, time: '' }).trim()}` : t(`nav.${id}`)
              }
              onClick={() => setScreen(id)}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              <span className="label">{t(`nav.${id}`)}</span>
              {id === 'phone' && running && visibleCall.connectedAt !== null && (
                <span className="live num">{duration(now - visibleCall.connectedAt)}</span>
              )}
              {id === 'phone' && !running && missed > 0 && <span className="badge num">{missed}</span>}
            </button>
          </NavItem>
        ))}
      </nav>
      <main className="sheet" id="content" tabIndex={-1}>
        <Banners openSettings={openSettings} />
        {running && screen !== 'phone' && <CallBar call={visibleCall} now={now} onShow={() => setScreen('phone')} />}
        <div className="screen">
          {screen === 'phone' &&
            (visibleCall ? (
              <CallScreen key={visibleCall.id} call={visibleCall} onClose={() => setDismissed(visibleCall.id)} openSettings={openSettings} />
            ) : (
              <PhoneScreen openSettings={openSettings} />
            ))}
          {screen === 'settings' && (
            <Suspense fallback={null}>
              <SettingsScreen section={section} onSection={setSection} />
            </Suspense>
          )}
        </div>
      </main>
      {incoming && <IncomingCall key={incoming.id} call={incoming} />}
      <CallAnnouncer />
    </div>
  )
}

function NavItem({ separated, children }: { readonly separated: boolean; readonly children: React.ReactNode }) {
  return (
    <>
      {separated && <span className="grow" />}
      {children}
    </>
  )
}
