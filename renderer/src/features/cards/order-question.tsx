import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CARD_CURRENCY } from '../../../../shared/domain/card.ts'
import type { CardRow } from '../../../../shared/domain/card-rows.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { Dialog } from '../../components/dialog.tsx'
import { useApp } from '../../state/app-store.ts'
import css from './many-cards.module.css'
import { OrderTable } from './order-table.tsx'

type Props = {
  /** Those that are ordered. */
  readonly rows: readonly CardRow[]
  /** What all of them cost, as text. */
  readonly total: string
  readonly bySms: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** The one question about an order: how many cards, for how much altogether, and which. */
export function OrderQuestion({ rows, total, bySms, onClose, onConfirm }: Props) {
  const { t, i18n } = useTranslation()
  const balance = useApp((s) => s.account.balance.amount)
  const units = rows.reduce((n, { order }) => n + (order?.amount.units ?? 0), 0)
  const short = balance?.currency === CARD_CURRENCY && balance.units < units
  const list = useRef<HTMLDivElement>(null)
  return (
    <Dialog
      title={t('cards.askTitle', { count: rows.length, total })}
      onClose={onClose}
      safe={{ label: t('cards.cancel'), run: onClose }}
      confirm={{ label: t('cards.createMany', { count: rows.length, total }), tone: 'primary', run: onConfirm }}
    >
      <div className="stack">
        <p>{t('cards.askText')}</p>
        {short && balance && <p className="note wait">{t('cards.askBalance', { balance: formatMoney(balance, i18n.language) })}</p>}
        {bySms && <p>{t('cards.askSms')}</p>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
        <section ref={list} className={css['ordered']} tabIndex={0} aria-label={t('cards.askList')}>
          <OrderTable rows={rows} scroller={list} />
        </section>
      </div>
    </Dialog>
  )
}
