import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/money.ts'
import type { PaidAct } from '../../../shared/paid-act.ts'
import { clock } from '../i18n/format.ts'
import { failureText } from './failure-text.tsx'

/** How a costly act went, and what to do when nobody knows. */
export function ActOutcome({ act, done }: { readonly act: PaidAct /** What a success is called. */; readonly done: string }) {
  const { t, i18n } = useTranslation()
  const money = (m: PaidAct['amount']): string => (m ? formatMoney(m, i18n.language) : '...')
  switch (act.state) {
    case 'pending':
      return <p className="note wait">{t('act.pending')}</p>
    case 'done':
      return (
        <p className="note ok" role="status">
          <IconCircleCheck size={16} aria-hidden />
          <span>
            {done} {act.balanceAfter && t('act.balanceNow', { amount: money(act.balanceAfter) })}
          </span>
        </p>
      )
    case 'refused':
      return (
        <p className="note bad" role="alert">
          <IconCircleX size={16} aria-hidden />
          <span>{act.failure ? failureText(t, act.failure) : t('act.refused')}</span>
        </p>
      )
    case 'unknown':
      return (
        <div className="note wait" role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <div>
            <b>{t('act.unknownTitle')}</b>
            <p>{t(`act.unknown.${act.kind}`, { time: clock(act.createdAt, i18n.language) })}</p>
            <p className="num">{t('act.balanceBefore', { amount: money(act.balanceBefore) })}</p>
            <button type="button" className="button small" onClick={() => void window.dialdesk.account.refreshBalance()}>
              {t('act.readBalance')}
            </button>
          </div>
        </div>
      )
    default:
      return act.state satisfies never
  }
}

/** An act in one or two words, for lists. */
export function useActWord(): (act: PaidAct) => string {
  const { t } = useTranslation()
  return (act) => (act.stopped ? t('act.word.stopped') : t(`act.word.${act.state}`))
}
