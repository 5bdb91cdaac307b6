import { IconDots } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Elapsed } from '../components/elapsed.tsx'
import { MenuButton } from '../components/menu-button.tsx'
import { useApp } from '../state/app-store.ts'
import { go, type ScreenId, useNavigation } from '../state/navigation.ts'
import { runningCall } from '../state/selectors.ts'
import { groups, type ScreenEntry, type ScreenGroup } from './screens.ts'
import css from './shell.module.css'
import { useShownScreens } from './use-shown-screens.ts'

/** The tabs of a narrow window; the other screens are in the More menu. */
const tabs: readonly ScreenId[] = ['phone', 'calls', 'contacts', 'rates']

/** The screens by name, with what is new on them; on the phone's, how long the running call lasts. */
export const SideNavigation = memo(function SideNavigation() {
  const { t } = useTranslation()
  const screen = useNavigation((n) => n.screen)
  const missed = useApp(({ recentCalls }) => recentCalls.unseenMissed)
  const unread = useApp(({ messages }) => messages.unseen)
  const connectedAt = useApp((s) => runningCall(s)?.connectedAt ?? null)
  const shown = useShownScreens()
  return (
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
              {id === 'phone' && connectedAt !== null && (
                <span className={`${css['live']} num`}>
                  <Elapsed since={connectedAt} />
                </span>
              )}
              {id === 'messages' && unread > 0 && <span className={`${css['badge']} num`}>{unread}</span>}
              {id === 'calls' && missed > 0 && <span className={`${css['badge']} num`}>{missed}</span>}
            </button>
          )}
        </NavGroup>
      ))}
      <MenuButton
        position="top-end"
        width={240}
        className={`nav-entry ${css['nav']} ${css['nav-menu']}`}
        menu={(Menu) =>
          shown
            .filter(({ id }) => !tabs.includes(id))
            .map(({ id, icon: Icon }) => (
              <Menu.Item key={id} leftSection={<Icon size={18} stroke={1.75} aria-hidden />} onClick={() => go(id)}>
                {t(`nav.${id}`)}
              </Menu.Item>
            ))
        }
      >
        <IconDots size={18} stroke={1.75} aria-hidden />
        <span className={css['label']}>{t('nav.more')}</span>
      </MenuButton>
    </nav>
  )
})

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
