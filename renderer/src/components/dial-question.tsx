import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/domain/money.ts'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import type { DialReason } from '../../../shared/domain/spend-guard.ts'
import type { Guarded } from '../hooks/use-guarded-call.ts'
import { useOwnCurrency, useSpending } from '../hooks/use-spending.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'
import { Dialog } from './dialog.tsx'
import { NumberPrice } from './number-price.tsx'

/** Asks before a call that the user's limits want to be asked about, or to an emergency number that was not typed. */
export function DialQuestion({ of }: { readonly of: Pick<Guarded, 'question' | 'confirm' | 'forget'> }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { question, confirm, forget } = of
  if (!question) return null
  const { number, reasons } = question
  const emergency = reasons.includes('emergency')
  return (
    <Dialog
      title={t('link.title')}
      onClose={forget}
      safe={{ label: t('link.cancel'), run: forget }}
      confirm={{ label: emergency ? `${t('dial.call')} ${number}` : t('dial.call'), tone: 'go', run: confirm }}
    >
      {emergency ? (
        <>
          <p>{t('link.emergency')}</p>
          <p>{t('dial.emergency')}</p>
        </>
      ) : (
        <>
          <p className="row">
            <b className="num grow">
              <bdi>{displayNumber(number, region)}</bdi>
            </b>
            <NumberPrice number={number} />
          </p>
          <DialReasons reasons={reasons} />
        </>
      )}
    </Dialog>
  )
}

/** Why a call is asked about, in words; that its price was not shown says the price itself. */
export function DialReasons({ reasons }: { readonly reasons: readonly DialReason[] }) {
  const { t, i18n } = useTranslation()
  const { askAbove } = useSpending()
  const currency = useOwnCurrency()
  const limit = formatMoney({ units: askAbove ?? 0, currency }, i18n.language, 4)
  const said = reasons.filter((reason) => reason !== 'price' && reason !== 'emergency')
  if (!said.length) return null
  return (
    <div className="note wait" role="alert" style={{ marginTop: 12 }}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>{said.map((reason) => t(`guard.reason.${reason}`, { limit })).join(' ')}</span>
    </div>
  )
}
