import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../../shared/domain/card.ts'
import type { CardBatch } from '../../../../shared/domain/card-batch.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { ProgressRow } from '../../components/progress-row.tsx'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

type Props = {
  readonly cards: readonly Card[]
  readonly busy: boolean
  readonly onLookUp: (number: string) => void
  readonly onShowOrder: (id: string) => void
}

/** Cards of unknown outcome that are named one by one. */
const NAMED = 3

/** What is under way or not settled: the newest order, cards that are being checked, and single cards of unknown outcome. */
export function CardNotes({ cards, busy, onLookUp, onShowOrder }: Props) {
  const { t, i18n } = useTranslation()
  const operations = useApp((s) => s.services.paidOperations)
  const batch = useApp((s) => s.services.cardBatch)
  const check = useApp((s) => s.services.cardCheck)
  const region = useApp(regionOf)
  const [all, setAll] = useState(false)
  const checkedAt = new Map(cards.map((c) => [`+${c.cli}`, c.checkedAt ?? 0]))
  // of unknown outcome: a look-up of the number shows whether the card exists
  const lost = operations.filter((a) => a.kind === 'card' && a.state === 'unknown' && (checkedAt.get(a.target) ?? 0) < a.createdAt)
  return (
    <>
      {batch && isOpen(batch) && (
        <div className="note wait padded-x" role="status">
          <span className="grow">
            {t('cards.orderNote', { time: dateTime(batch.createdAt, i18n.language) })}{' '}
            <span className="num">{t('cards.created', { done: batch.states.done, count: batch.count })}</span>
          </span>
          <button type="button" className="button small" onClick={() => onShowOrder(batch.id)}>
            {t('cards.showOrder')}
          </button>
        </div>
      )}
      {check && (
        <div className="padded-x">
          <ProgressRow
            text={t('cards.checking', { done: check.done, count: check.of })}
            done={check.done}
            of={check.of}
            stop={{ label: t('rates.stop'), run: () => void window.dialdesk.cards.cancelCheck() }}
          />
        </div>
      )}
      {(all ? lost : lost.slice(0, NAMED)).map((a) => (
        <div key={a.id} className="note wait padded-x">
          <span className="grow">
            <b className="num">{displayNumber(a.target, region)}</b> {t('operation.unknown.card', { time: dateTime(a.createdAt, i18n.language) })}
          </span>
          <button
            type="button"
            className="button small"
            aria-label={`${t('cards.lookUp')} ${a.target}`}
            disabled={busy}
            onClick={() => onLookUp(a.target)}
          >
            {t('cards.lookUp')}
          </button>
        </div>
      ))}
      {!all && lost.length > NAMED && (
        <p className="padded-x">
          <button type="button" className="text-button" onClick={() => setAll(true)}>
            {t('cards.moreUnknown', { count: lost.length - NAMED })}
          </button>
        </p>
      )}
    </>
  )
}

/** Something of it is still to be done. */
const isOpen = ({ running, states }: CardBatch): boolean => running !== null || states.waiting > 0 || states.unknown > 0
