import { IconChevronDown, IconHeadset, IconHelp, IconPhoneOutgoing, IconSearch, IconUserCircle } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderAccount } from '../../../shared/domain/account.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { timeAndDay } from '../../../shared/domain/time-text.ts'
import { Dialog } from '../components/dialog.tsx'
import { DoNotDisturbMenu } from '../components/do-not-disturb.tsx'
import { failureText } from '../components/failure-text.tsx'
import { Forecast, useForecast } from '../components/forecast.tsx'
import { useForwardText } from '../components/forward-text.ts'
import { IconButton } from '../components/icon-button.tsx'
import { LineMenuItems, LineTitle } from '../components/line-menu-items.tsx'
import { MenuButton, type MenuParts } from '../components/menu-button.tsx'
import { StatusDot } from '../components/status-dot.tsx'
import { useBalanceLevel, useMayTopUp } from '../hooks/use-balance-level.ts'
import { useLineState, useLineStatus } from '../hooks/use-line-state.ts'
import { useToday } from '../hooks/use-today.ts'
import { acceleratorText } from '../i18n/accelerator.ts'
import { useApp } from '../state/app-store.ts'
import { openSearch, showHelp } from '../state/dialogs.ts'
import { openSettings } from '../state/navigation.ts'
import { goToPin } from '../state/places.ts'
import { currentLine } from '../state/selectors.ts'
import css from './header.module.css'

/** The header: line, search, audio, forwarding, do not disturb, account, balance. */
export const Header = memo(function Header() {
  const { t } = useTranslation()
  const mayTopUp = useMayTopUp()
  return (
    <div className={css['head-main']}>
      <LineSelect />
      <SearchButton />
      <span className="grow" />
      <IconButton label={t('header.audio')} onClick={() => openSettings('audio')}>
        <IconHeadset size={18} stroke={1.75} aria-hidden />
      </IconButton>
      <ForwardState />
      <DoNotDisturbMenu />
      <IconButton label={t('help.open')} onClick={showHelp}>
        <IconHelp size={18} stroke={1.75} aria-hidden />
      </IconButton>
      <AccountMenu />
      <BalanceButton />
      {mayTopUp && (
        <button type="button" className={`button soft ${css['top-up']}`} onClick={goToPin}>
          {t('nav.topup')}
        </button>
      )}
    </div>
  )
})

/** Only while calls are forwarded: where to, and the way to change it. */
function ForwardState() {
  const text = useForwardText()
  if (text === null) return null
  return (
    <IconButton label={text} aria-pressed onClick={() => openSettings('calls')}>
      <IconPhoneOutgoing size={18} stroke={1.75} aria-hidden />
    </IconButton>
  )
}

function SearchButton() {
  const { t } = useTranslation()
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  return (
    <button type="button" className={css['search-open']} aria-label={t('search.title')} title={t('search.title')} onClick={openSearch}>
      <IconSearch size={16} stroke={2} aria-hidden />
      <span>{t('search.title')}</span>
      <kbd aria-hidden>{acceleratorText(t, 'CommandOrControl+K', mac)}</kbd>
    </button>
  )
}

function LineSelect() {
  const { t } = useTranslation()
  const line = useApp(currentLine)
  const status = useLineStatus()
  const word = useLineState()
  if (!line) {
    return (
      <div className={css['line-select']} data-no-line>
        <StatusDot state="off" />
        <span className="two">
          <b>{t('header.noLine')}</b>
        </span>
      </div>
    )
  }
  return (
    <MenuButton
      position="bottom-start"
      width={300}
      className={css['line-select']}
      aria-label={`${t('header.line')}: ${line.label}, ${word(line)}`}
      menu={(Menu) => <LineMenuItems menu={Menu} />}
    >
      <StatusDot state={status(line)} />
      <LineTitle line={line} />
      <IconChevronDown size={16} aria-hidden />
    </MenuButton>
  )
}

function BalanceButton() {
  const { t, i18n } = useTranslation()
  const { amount, asOf, error, refreshing } = useApp(({ account }) => account.balance)
  useToday()
  const time = asOf === null ? null : timeAndDay(asOf, Date.now(), i18n.language)
  const level = useBalanceLevel()
  const label =
    level === 'used-up'
      ? t('header.usedUp')
      : level === 'low' && time
        ? t('header.low', { time })
        : time
          ? t('header.balance', { time })
          : t('header.balanceUnknown')
  const value = amount ? formatMoney(amount, i18n.language) : '...'
  const forecast = useForecast()
  const lasts = forecast ? ` ${forecast.left}, ${forecast.basis}.` : ''
  return (
    <button
      type="button"
      className={css['balance']}
      data-level={level}
      aria-busy={refreshing}
      aria-label={`${label}: ${value}.${lasts} ${t('header.refresh')}`}
      title={error ? t('header.stale', { reason: failureText(t, error) }) : `${t('header.refresh')}${lasts && `.${lasts}`}`}
      onClick={() => void window.dialdesk.account.refreshBalance()}
    >
      <small className={error ? `num ${css['stale']}` : 'num'}>{label}</small>
      <b className="num">{value}</b>
    </button>
  )
}

/** The provider's accounts of this login, where there are several: the one that is chosen is this app's. */
function ProviderAccounts({ menu: Menu, accounts }: { readonly menu: MenuParts; readonly accounts: readonly ProviderAccount[] }) {
  const { t, i18n } = useTranslation()
  if (accounts.length < 2) return null
  return (
    <>
      <Menu.Label>{t('account.shown')}</Menu.Label>
      <Menu.RadioGroup value={accounts[0]?.accountNumber ?? ''} onChange={(accountNumber) => void window.dialdesk.account.choose({ accountNumber })}>
        {accounts.map(({ accountNumber, accountName, customerName, balance }) => (
          <Menu.RadioItem
            key={accountNumber}
            value={accountNumber}
            closeMenuOnClick
            rightSection={balance && <b className="num">{formatMoney(balance, i18n.language)}</b>}
          >
            <span className="two">
              <bdi>{accountName || customerName}</bdi>
              <small className="num">{accountNumber}</small>
            </span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
    </>
  )
}

function AccountMenu() {
  const { t } = useTranslation()
  const { session, remembered } = useApp((s) => s.account)
  const [forgetting, setForgetting] = useState(false)
  if (session.state !== 'signed-in') return null
  const others = remembered.filter((r) => r.id !== session.accountId && r.staySignedIn)
  return (
    <>
      <MenuButton
        width={280}
        className="icon-button"
        aria-label={t('header.account')}
        title={session.userName}
        menu={(Menu) => (
          <>
            <Menu.Label>
              <span className="two">
                <b>
                  <bdi>{session.userName}</bdi>
                </b>
                <small>{session.providerAddress}</small>
                <small>{t(session.kept ? 'account.kept' : 'account.thisRun')}</small>
                <Forecast />
              </span>
            </Menu.Label>
            <ProviderAccounts menu={Menu} accounts={session.accounts} />
            {others.map((r) => (
              <Menu.Item key={r.id} onClick={() => void window.dialdesk.account.switchTo({ accountId: r.id })}>
                {t('account.switch', { name: r.userName })}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => void window.dialdesk.account.signOut()}>{t('account.signOut')}</Menu.Item>
            <Menu.Item onClick={() => setForgetting(true)}>{t('account.forget')}</Menu.Item>
          </>
        )}
      >
        <IconUserCircle size={18} stroke={1.75} aria-hidden />
      </MenuButton>
      {forgetting && (
        <Dialog
          title={t('account.forgetTitle')}
          onClose={() => setForgetting(false)}
          safe={{ label: t('account.keep'), run: () => setForgetting(false) }}
          confirm={{
            label: t('account.forget'),
            tone: 'stop',
            run: () => void window.dialdesk.account.forget({ accountId: session.accountId, confirmed: true }),
          }}
        >
          <p>{t('account.forgetText')}</p>
        </Dialog>
      )}
    </>
  )
}
