import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { useLatest } from '../../hooks/use-latest.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'

/** Orders of several cards, newest first, each with how many were created. */
export function EarlierOrders({ onShow }: { readonly onShow: (id: string) => void }) {
  const { t, i18n } = useTranslation()
  const newest = useApp((s) => s.services.cardBatch)
  const orders = useLatest(newest && (() => window.dialdesk.cards.batches()), newest) ?? []
  if (!orders.length) return null
  return (
    <div className="padded">
      <h2>{t('cards.orders')}</h2>
      <ul className="plain-list">
        {orders.map(({ id, createdAt, count, total, states }) => {
          const time = dateTime(createdAt, i18n.language)
          return (
            <li key={id}>
              <span className="grow">
                <b className="num">{time}</b> <span className="num">{t('cards.created', { done: states.done, count })}</span>
              </span>
              <span className="num">{formatMoney(total, i18n.language)}</span>
              <button type="button" className="text-button" aria-label={`${t('cards.showOrder')}: ${time}`} onClick={() => onShow(id)}>
                {t('cards.showOrder')}
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
