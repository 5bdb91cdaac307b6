import { useTranslation } from 'react-i18next'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { Dialog } from '../../components/dialog.tsx'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import type { Recipient } from './recipients.ts'
import css from './sms-screen.module.css'

type Props = {
  readonly to: readonly Recipient[]
  /** Messages for each of them. */
  readonly parts: number
  /** Of all of them; null where nothing is known. */
  readonly estimate: Money | null
  readonly onCancel: () => void
  readonly onSend: () => void
}

/** Confirms an SMS once for all its recipients: whom it goes to, how many messages that is in all, and what they may cost. */
export function SendQuestion({ to, parts, estimate, onCancel, onSend }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const balance = useApp(({ account }) => account.balance.amount)
  const several = to.length > 1
  const money = (of: Money): string => formatMoney(of, i18n.language)
  const short = estimate !== null && balance !== null && balance.currency === estimate.currency && estimate.units > balance.units
  return (
    <Dialog
      title={t(several ? 'sms.askSeveral' : 'sms.askTitle', { count: to.length })}
      onClose={onCancel}
      safe={{ label: t('sms.doNot'), run: onCancel }}
      confirm={{ label: several ? t('sms.sendTo', { count: to.length }) : t('sms.send'), tone: 'primary', run: onSend }}
    >
      <ul className={`${css['asked']} num`} tabIndex={several ? 0 : undefined} aria-label={t('sms.recipients', { count: to.length })}>
        {to.map(({ number, name }) => (
          <li key={number}>
            <b>
              <bdi>{name ?? displayNumber(number, region)}</bdi>
            </b>
            {name && <small> {displayNumber(number, region)}</small>}
          </li>
        ))}
      </ul>
      <p>{several ? t('sms.total', { count: parts * to.length }) : t('sms.askText', { count: parts })}</p>
      <p className="num">{estimate ? t('sms.estimate', { amount: money(estimate) }) : t('sms.noEstimate')}</p>
      {balance && <p className={short ? 'note wait num' : 'num'}>{t(short ? 'sms.balanceShort' : 'sms.balance', { amount: money(balance) })}</p>}
    </Dialog>
  )
}
