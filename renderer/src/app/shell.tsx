import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallAnnouncer } from '../features/calls/call-announcer.tsx'
import { CallScreen } from '../features/calls/call-screen.tsx'
import { IncomingCall } from '../features/calls/incoming-call.tsx'
import { ReferralDialog } from '../features/calls/referral-dialog.tsx'
import { LinkDialog } from '../features/dialer/link-dialog.tsx'
import { PhoneScreen } from '../features/dialer/phone-screen.tsx'
import { HelpDialog } from '../features/help/help-dialog.tsx'
import { KeysDialog, showKeys } from '../features/help/keys-dialog.tsx'
import { SearchDialog } from '../features/search/search-dialog.tsx'
import { duration } from '../i18n/format.ts'
import { useApp } from '../state/app-store.ts'
import { go, goMissed, openSettings, type ScreenId, useNavigation } from '../state/navigation.ts'
import { incomingCall, shownCall } from '../state/selectors.ts'
import { Logo } from '../ui/logo.tsx'
import { Banners } from './banners.tsx'
import { CallBar } from './call-bar.tsx'
import { Header } from './header.tsx'
import { groups, type ScreenEntry, type ScreenGroup, screens } from './screens.ts'
import { useClock } from './use-clock.ts'
import { goToNumber, useShortcuts } from './use-shortcuts.ts'
import './shell.css'
import '../ui/panes.css'

const later = {
  calls: lazy(() => import('../features/history/history-screen.tsx')),
  contacts: lazy(() => import('../features/contacts/contacts-screen.tsx')),
  diagnostics: lazy(() => import('../features/diagnostics/diagnostics-screen.tsx')),
  rates: lazy(() => import('../features/rates/rates-screen.tsx')),
  callback: lazy(() => import('../features/callback/callback-screen.tsx')),
  topup: lazy(() => import('../features/topup/topup-screen.tsx')),
  sms: lazy(() => import('../features/sms/sms-screen.tsx')),
  access: lazy(() => import('../features/access/access-screen.tsx')),
  cards: lazy(() => import('../features/cards/cards-screen.tsx')),
  callshop: lazy(() => import('../features/callshop/callshop-screen.tsx')),
  settings: lazy(() => import('../features/settings/settings-screen.tsx')),
} as const

/** What the narrow window shows as tabs; the rest is under More. */
const tabs: readonly ScreenId[] = ['phone', 'calls', 'contacts', 'rates']

/** Header, navigation and the screen in front; a running call shows on the phone screen and as a bar on all others. */
export function Shell() {
  const { t } = useTranslation()
  const screen = useNavigation((n) => n.screen)
  const call = useApp(shownCall)
  const incoming = useApp(incomingCall)
  const missed = useApp(({ recentCalls }) => recentCalls.unseenMissed)
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  const [dismissed, setDismissed] = useState<string | null>(null)
  const visibleCall = call && call.id !== dismissed ? call : null
  const running = visibleCall !== null && visibleCall.state !== 'ended'
  const now = useClock(running)
  const areas = useApp(({ services }) => services.areas)
  const off = useApp(({ environment }) => environment.managed.disabled) as readonly string[]
  const shown = screens.filter(({ id }) => !off.includes(id) && (!(id === 'cards' || id === 'callshop') || !areas[id].hidden))
  const shownIds = shown.map(({ id }) => id).join(' ')
  useShortcuts({ go: (n) => shown[n] && go(shown[n].id), settings: () => go('settings') })
  const ids = useMemo(() => shownIds.split(' ') as ScreenId[], [shownIds])
  // tray, menu and notices lead to a screen
  useEffect(
    () =>
      window.dialdesk.desktop.show(({ screen: wanted }) => {
        if (wanted === 'missed') goMissed()
        else if (wanted === 'keys') showKeys()
        else if (wanted === 'settings') openSettings('desktop')
        else if (wanted === 'audio') openSettings('audio')
        else if (wanted === 'phone') goToNumber()
        else go(wanted)
      }),
    [],
  )
  // a call that begins is shown; where the user goes from there is up to them
  useEffect(() => {
    if (running) go('phone')
  }, [running])

  const Later = screen === 'phone' ? null : later[screen]
  return (
    <div className={`shell ${mac ? 'mac' : ''}`}>
      <a className="button skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="head">
        <div className="brand">
          <Logo size={20} /> <span>{t('app.name')}</span>
        </div>
        <Header />
      </header>
      <nav className="side" aria-label={t('nav.main')}>
        {groups.map((group) => (
          <NavGroup key={group} group={group} screens={shown.filter((s) => s.group === group)}>
            {({ id, icon: Icon }) => (
              <button
                key={id}
                type="button"
                className={`nav ${tabs.includes(id) ? '' : 'nav-more'}`}
                aria-current={screen === id ? 'page' : undefined}
                title={t(`nav.${id}`)}
                aria-label={
                  id === 'calls' && missed > 0 ? `${t('nav.calls')}, ${t('missed.note', { count: missed, time: '' }).trim()}` : t(`nav.${id}`)
                }
                onClick={() => go(id)}
              >
                <Icon size={18} stroke={1.75} aria-hidden />
                <span className="label">{t(`nav.${id}`)}</span>
                {id === 'phone' && running && visibleCall.connectedAt !== null && (
                  <span className="live num">{duration(now - visibleCall.connectedAt)}</span>
                )}
                {id === 'calls' && missed > 0 && <span className="badge num">{missed}</span>}
              </button>
            )}
          </NavGroup>
        ))}
        <Menu position="top-end" width={240}>
          <Menu.Target>
            <button type="button" className="nav nav-menu">
              <IconDots size={18} stroke={1.75} aria-hidden />
              <span className="label">{t('nav.more')}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {shown
              .filter(({ id }) => !tabs.includes(id))
              .map(({ id, icon: Icon }) => (
                <Menu.Item key={id} leftSection={<Icon size={18} stroke={1.75} aria-hidden />} onClick={() => go(id)}>
                  {t(`nav.${id}`)}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      </nav>
      <main className="sheet" id="content" tabIndex={-1}>
        <Banners />
        {running && screen !== 'phone' && <CallBar call={visibleCall} now={now} onShow={() => go('phone')} />}
        <div className="screen">
          {screen === 'phone' &&
            (visibleCall ? <CallScreen key={visibleCall.id} call={visibleCall} onClose={() => setDismissed(visibleCall.id)} /> : <PhoneScreen />)}
          {Later && (
            <Suspense fallback={null}>
              <Later />
            </Suspense>
          )}
        </div>
      </main>
      {incoming && !(screen === 'phone' && running) && <IncomingCall key={incoming.id} call={incoming} />}
      <LinkDialog />
      <SearchDialog screens={ids} />
      <KeysDialog />
      <HelpDialog />
      <ReferralDialog />
      <CallAnnouncer />
    </div>
  )
}

type NavGroupProps = {
  readonly group: ScreenGroup
  readonly screens: readonly ScreenEntry[]
  readonly children: (entry: ScreenEntry) => React.ReactNode
}

function NavGroup({ group, screens: entries, children }: NavGroupProps) {
  const { t } = useTranslation()
  if (!entries.length) return null
  return (
    <>
      {group === 'bottom' && <span className="grow" />}
      {(group === 'services' || group === 'reseller') && (
        <span className="nav-caption" aria-hidden>
          {t(`nav.${group}`)}
        </span>
      )}
      {entries.map(children)}
    </>
  )
}
