import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardRow } from '../../../../shared/domain/card-rows.ts'
import { Dialog } from '../../components/dialog.tsx'
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
  const { t } = useTranslation()
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
        {bySms && <p>{t('cards.askSms')}</p>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
        <section ref={list} className={css['ordered']} tabIndex={0} aria-label={t('cards.askList')}>
          <OrderTable rows={rows} scroller={list} />
        </section>
      </div>
    </Dialog>
  )
}
