import {
  IconAdjustments,
  IconBan,
  IconBuildingStore,
  IconChartBar,
  IconDatabase,
  IconDeviceDesktop,
  IconHeadphones,
  IconInfoCircle,
  IconPhone,
  IconPhoneIncoming,
  IconUser,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { openSettings, useNavigation } from '../../state/navigation.ts'
import { AboutPage } from './about-page.tsx'
import { AccountPage } from './account-page.tsx'
import { AudioPage } from './audio-page.tsx'
import { BlockedPage } from './blocked-page.tsx'
import { CallsPage } from './calls-page.tsx'
import { CostsPage } from './costs-page.tsx'
import { DataPage } from './data-page.tsx'
import { DesktopPage } from './desktop-page.tsx'
import { GeneralPage } from './general-page.tsx'
import { ResellerPage } from './reseller-page.tsx'
import css from './settings-screen.module.css'
import { SettingsSearch } from './settings-search.tsx'

const sections = [
  { id: 'account', icon: IconUser, page: AccountPage },
  { id: 'lines', icon: IconPhone, page: null },
  { id: 'audio', icon: IconHeadphones, page: AudioPage },
  { id: 'calls', icon: IconPhoneIncoming, page: CallsPage },
  { id: 'blocked', icon: IconBan, page: BlockedPage },
  { id: 'costs', icon: IconChartBar, page: CostsPage },
  { id: 'reseller', icon: IconBuildingStore, page: ResellerPage },
  { id: 'desktop', icon: IconDeviceDesktop, page: DesktopPage },
  { id: 'general', icon: IconAdjustments, page: GeneralPage },
  { id: 'data', icon: IconDatabase, page: DataPage },
  { id: 'about', icon: IconInfoCircle, page: AboutPage },
] as const

/** Settings by section. `linesPage`: the section that another feature provides. */
export function SettingsScreen({ linesPage }: { readonly linesPage: ReactNode }) {
  const section = useNavigation((n) => n.section)
  const { t } = useTranslation()
  const Page = sections.find(({ id }) => id === section)?.page
  return (
    <div className={css['settings']}>
      <nav className={`${css['settings-nav']} settings-nav`} aria-label={t('settings.sections')} data-pane>
        <h1 className="pane-title">{t('settings.title')}</h1>
        <SettingsSearch />
        {sections.map(({ id, icon: Icon }) => (
          <button key={id} type="button" className="nav-entry" aria-current={id === section ? 'page' : undefined} onClick={() => openSettings(id)}>
            <Icon size={18} stroke={1.75} aria-hidden /> {t(`settings.${id}`)}
          </button>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
      <section className={`pane ${css['settings-body']}`} aria-label={t(`settings.${section}`)} tabIndex={0} data-section={section} data-pane>
        {Page ? <Page /> : linesPage}
      </section>
    </div>
  )
}
