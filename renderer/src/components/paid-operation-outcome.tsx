import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatMoney, type Money } from '../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../shared/domain/paid-operation.ts'
import { timeOrDate } from '../i18n/format.ts'
import { failureText } from './failure-text.tsx'

type Props = {
  readonly operation: PaidOperation
  /** Text for a success. */
  readonly done: string
}

/** The outcome of a paid operation, and what to do when it is unknown. */
export function PaidOperationOutcome({ operation, done }: Props) {
  const { t, i18n } = useTranslation()
  const money = (m: Money): string => formatMoney(m, i18n.language)
  switch (operation.state) {
    case 'pending':
      return <p className="note wait">{t('operation.pending')}</p>
    case 'done':
      return (
        <p className="note ok" role="status">
          <IconCircleCheck size={16} aria-hidden />
          <span>
            {done}{' '}
            {operation.balanceAfter
              ? t('operation.balanceNow', { amount: money(operation.balanceAfter) })
              : operation.kind !== 'callback' && t('operation.balanceUnread')}
          </span>
        </p>
      )
    case 'refused':
      return (
        <p className="note bad" role="alert">
          <IconCircleX size={16} aria-hidden />
          <span>{operation.failure ? failureText(t, operation.failure) : t('operation.refused')}</span>
        </p>
      )
    case 'unknown':
      return (
        <div className="note wait" role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <div>
            <b>{t('operation.unknownTitle')}</b>
            <p>{t(`operation.unknown.${operation.kind}`, { time: timeOrDate(operation.createdAt, Date.now(), i18n.language) })}</p>
            {operation.balanceBefore && <p className="num">{t('operation.balanceBefore', { amount: money(operation.balanceBefore) })}</p>}
            <button type="button" className="button small" onClick={() => void window.dialdesk.account.refreshBalance()}>
              {t('operation.readBalance')}
            </button>
          </div>
        </div>
      )
    default:
      return operation.state satisfies never
  }
}

/** A paid operation's outcome in one or two words, for lists. */
export function usePaidOperationWord(): (operation: PaidOperation) => string {
  const { t } = useTranslation()
  return (operation) => (operation.stopped ? t('operation.word.stopped') : t(`operation.word.${operation.state}`))
}
