import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import type { PaidOperation, SentOperation } from '../../../../shared/domain/paid-operation.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { usePaidOperationWord } from '../../components/paid-operation-outcome.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { SentLink } from '../../components/sent-link.tsx'
import { useSent } from '../../hooks/use-sent.ts'
import { dateTime, monthName } from '../../i18n/format.ts'

/** Top-ups by month: each with its kind, what it brought or why it was refused, and the sum of the month. */
export function TopUpList({ onEmpty }: { readonly onEmpty: () => void }) {
  const { t, i18n } = useTranslation()
  const { operations, more, busy, failure } = useSent('topup')
  const months = [...Map.groupBy(operations, ({ createdAt }) => monthName(createdAt, i18n.language))]
  return (
    <ResultPane id="topups-title" title={t('topup.list')} beside={<SentLink />}>
      <FailureNote failure={failure} />
      {operations.length === 0 && <EmptyState text={t('topup.none')} action={{ label: t('empty.pin'), run: onEmpty }} />}
      {months.map(([month, list]) => (
        <Fragment key={month}>
          <div className="day">
            <h2>{month}</h2>
            <span className="num">{sumText(list, i18n.language)}</span>
          </div>
          <ul className="plain-list padded" aria-label={month}>
            {list.map((operation) => (
              <TopUp key={operation.id} operation={operation} />
            ))}
          </ul>
        </Fragment>
      ))}
      {more && (
        <div className="padded">
          <button type="button" className="button small" disabled={busy} aria-busy={busy} onClick={more}>
            {t('sent.older')}
          </button>
        </div>
      )}
    </ResultPane>
  )
}

function TopUp({ operation }: { readonly operation: SentOperation }) {
  const { t, i18n } = useTranslation()
  const word = usePaidOperationWord()
  const { state, failure, createdAt, balanceAfter } = operation
  const gained = gain(operation)
  return (
    <li>
      <span className="grow">
        {t('topup.byPin')}
        <small className="num">{dateTime(createdAt, i18n.language)}</small>
        {state === 'refused' && failure && <small className="bad-text">{failureText(t, failure)}</small>}
      </span>
      {balanceAfter && <span className="num">{t('topup.after', { amount: formatMoney(balanceAfter, i18n.language) })}</span>}
      <b className={`amount num ${state === 'done' ? 'good' : state === 'refused' ? 'bad-text' : ''}`}>
        {gained ? `+${formatMoney(gained, i18n.language)}` : word(operation)}
      </b>
    </li>
  )
}

/** What a top-up brought: the provider names no amount, so it is the difference of the balances, where both are known. */
function gain({ state, balanceBefore, balanceAfter }: PaidOperation): Money | null {
  if (state !== 'done' || !balanceBefore || !balanceAfter || balanceAfter.currency !== balanceBefore.currency) return null
  const units = balanceAfter.units - balanceBefore.units
  return units > 0 ? { units, currency: balanceAfter.currency } : null
}

/** `+€30.00`, by currency; "" where nothing is known of any. */
function sumText(operations: readonly PaidOperation[], locale: string): string {
  const sums = new Map<string, number>()
  for (const { units, currency } of operations.flatMap((o) => gain(o) ?? [])) sums.set(currency, (sums.get(currency) ?? 0) + units)
  return [...sums].map(([currency, units]) => `+${formatMoney({ units, currency }, locale)}`).join(', ')
}
