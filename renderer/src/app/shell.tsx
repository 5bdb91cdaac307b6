import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Logo } from '../components/logo.tsx'
import { CallAnnouncer } from '../features/calls/call-announcer.tsx'
import { PhoneScreen } from '../features/dialer/phone-screen.tsx'
import { useClock } from '../hooks/use-clock.ts'
import { duration } from '../i18n/format.ts'
import { useApp } from '../state/app-store.ts'
import { showKeys } from '../state/dialogs.ts'
import { go, openSettings, type ScreenId, showMissedCalls, useNavigation } from '../state/navigation.ts'
import { goToPin } from '../state/places.ts'
import { incomingCall, shownCall } from '../state/selectors.ts'
import { AutoRedial } from './auto-redial.tsx'
import { Banners } from './banners.tsx'
import { CallBar } from './call-bar.tsx'
import { Header } from './header.tsx'
import { IncomingCall } from './incoming-call.tsx'
import { callScreen, callSummary, dialogs } from './parts.ts'
import { PreloadedScreens } from './preloaded-screens.tsx'
import { groups, type ScreenEntry, type ScreenGroup, screens } from './screens.ts'
import css from './shell.module.css'
import { UndoDeletion } from './undo-deletion.tsx'
import { useEndedCall } from './use-ended-call.ts'
import { goToNumber, useShortcuts } from './use-shortcuts.ts'

/** The tabs of a narrow window; the other screens are in the More menu. */
const tabs: readonly ScreenId[] = ['phone', 'calls', 'contacts', 'rates']
const shownScreens = new Map(screens.flatMap(({ id, module }) => (module ? [[id, module.part((m) => m.default)]] : [])))
const CallScreen = callScreen.part((m) => m.CallScreen)
const CallSummary = callSummary.part((m) => m.CallSummary)
// after the rows of the first screen: with its style sheets the whole page is laid out again
const Dialogs = dialogs.part((m) => m.Dialogs, 'idle')

/** Header, navigation and the screen in front; a running call shows on the phone screen and as a bar on all others. */
export function Shell() {
  const { t } = useTranslation()
  const screen = useNavigation((n) => n.screen)
  const call = useApp(shownCall)
  const incoming = useApp(incomingCall)
  const missed = useApp(({ recentCalls }) => recentCalls.unseenMissed)
  const unread = useApp(({ messages }) => messages.unseen)
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  const visibleCall = call && call.state !== 'ended' ? call : null
  const endedCall = useEndedCall()
  const running = visibleCall !== null
  const now = useClock(running)
  const areas = useApp(({ services }) => services.areas)
  const off = useApp(({ environment }) => environment.managed.disabled) as readonly string[]
  const shown = screens.filter(({ id }) => !off.includes(id) && (!(id === 'cards' || id === 'callshop') || !areas[id].hidden))
  const shownIds = shown.map(({ id }) => id).join(' ')
  useShortcuts({ go: (n) => shown[n] && go(shown[n].id), settings: () => go('settings') })
  const ids = useMemo(() => shownIds.split(' ') as ScreenId[], [shownIds])
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
      <nav className={`${css['side']} side`} aria-label={t('nav.main')}>
        {groups.map((group) => (
          <NavGroup key={group} group={group} screens={shown.filter((s) => s.group === group)}>
            {({ id, icon: Icon }) => (
              <button
                key={id}
                type="button"
                className={`nav-entry ${css['nav']} ${tabs.includes(id) ? '' : css['nav-more']}`}
                aria-current={screen === id ? 'page' : undefined}
                title={t(`nav.${id}`)}
                aria-label={[
                  t(`nav.${id}`),
                  id === 'calls' && missed > 0 && t('missed.count', { count: missed }),
                  id === 'messages' && unread > 0 && t('messages.unseen', { count: unread }),
                ]
                  .filter(Boolean)
                  .join(', ')}
                onClick={() => go(id)}
              >
                <Icon size={18} stroke={1.75} aria-hidden />
                <span className={css['label']}>{t(`nav.${id}`)}</span>
                {id === 'phone' && running && visibleCall.connectedAt !== null && (
                  <span className={`${css['live']} num`}>{duration(now - visibleCall.connectedAt)}</span>
                )}
                {id === 'messages' && unread > 0 && <span className={`${css['badge']} num`}>{unread}</span>}
                {id === 'calls' && missed > 0 && <span className={`${css['badge']} num`}>{missed}</span>}
              </button>
            )}
          </NavGroup>
        ))}
        <Menu position="top-end" width={240}>
          <Menu.Target>
            <button type="button" className={`nav-entry ${css['nav']} ${css['nav-menu']}`}>
              <IconDots size={18} stroke={1.75} aria-hidden />
              <span className={css['label']}>{t('nav.more')}</span>
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
      {/* named: after a shortcut the focus is here, and a screen reader says which screen it is */}
      <main className={css['sheet']} id="content" tabIndex={-1} aria-label={t(`nav.${screen}`)}>
        <Banners />
        <AutoRedial />
        {running && screen !== 'phone' && <CallBar call={visibleCall} now={now} onShow={() => go('phone')} />}
        <div className={css['screen']}>
          {screen === 'phone' &&
            (visibleCall ? (
              <CallScreen key={visibleCall.id} call={visibleCall} />
            ) : (
              <PhoneScreen summary={endedCall && <CallSummary key={endedCall.id} call={endedCall} />} />
            ))}
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
        <span className={css['nav-caption']} aria-hidden>
          {t(`nav.${group}`)}
        </span>
      )}
      {entries.map(children)}
    </>
  )
}
