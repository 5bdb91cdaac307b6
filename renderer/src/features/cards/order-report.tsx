import { SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CardBatch, type CardOutcome, cardOutcomes } from '../../../../shared/domain/card-batch.ts'
import type { Outcome } from '../../../../shared/domain/failure.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { CloseButton } from '../../components/pane-head.tsx'
import { ProgressRow } from '../../components/progress-row.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useLatest } from '../../hooks/use-latest.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

type Props = { readonly id: string; readonly onClose: () => void }

/** Height of a row of one line, px. */
const ROW = 41
const tones: Readonly<Record<CardOutcome, string>> = { waiting: '', done: 'ok', refused: 'bad', unknown: 'wait', absent: 'wait' }

/** An order: how far it is, what became of each card, and what can be done about those that were not created. */
export function OrderReport({ id, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const newest = useApp((s) => s.services.cardBatch)
  const region = useApp(regionOf)
  const [earlier, setEarlier] = useState<CardBatch | null>(null)
  const [shown, setShown] = useState<CardOutcome | 'all'>('all')
  const [saved, setSaved] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  const pane = useRef<HTMLElement>(null)
  // an earlier order is not in the projection
  useEffect(() => {
    if (newest?.id === id) return
    void window.dialdesk.cards.batches().then((outcome) => outcome.ok && setEarlier(outcome.value.find((one) => one.id === id) ?? null))
  }, [id, newest])
  const batch = newest?.id === id ? newest : earlier
  const cards = useLatest(batch && (() => window.dialdesk.cards.batch({ id })), batch)
  const list = (cards ?? []).filter(({ state }) => shown === 'all' || state === shown)
  const rows = useTableRows(pane, list.length, ROW)
  const perform = (call: Promise<Outcome<void>>): void => void request(call)
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.cards.exportBatch({ id }))
    if (outcome.ok && outcome.value) setSaved(outcome.value.path)
  }
  if (!batch) return <div className="panes single" />
  const { states, count, running } = batch
  const again = states.refused + states.absent
  return (
    <div className="panes single">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
      <section ref={pane} className="pane one-pane" aria-labelledby="order-title" tabIndex={0} data-pane>
        <div className="pane-head">
          <h1 id="order-title">{t('cards.order', { time: dateTime(batch.createdAt, i18n.language) })}</h1>
          <small className="num grow">{t('cards.orderOf', { count, total: formatMoney(batch.total, i18n.language) })}</small>
          <button type="button" className="button small" disabled={busy} onClick={() => void save()}>
            <IconDownload size={16} aria-hidden /> {t('calls.csv')}
          </button>
          <CloseButton label={t('cards.back')} onClose={onClose} />
        </div>
        <ProgressRow
          text={t('cards.created', { done: states.done, count })}
          done={states.done}
          of={count}
          {...(running ? { stop: { label: t('rates.stop'), run: () => perform(window.dialdesk.cards.stopBatch()) } } : {})}
        />
        <FailureNote failure={running ? null : batch.failure} />
        <FailureNote failure={failure} />
        {saved && (
          <p className="note ok" role="status">
            {t('calls.saved', { path: saved })}
          </p>
        )}
        {!running && states.waiting > 0 && (
          <div className="note wait" role="status">
            <span className="grow">{t('cards.waitingText', { count: states.waiting })}</span>
            <button
              type="button"
              className="button small"
              disabled={busy}
              onClick={() => perform(window.dialdesk.cards.continueBatch({ id, again: false }))}
            >
              {t('cards.goOn')}
            </button>
          </div>
        )}
        {!running && states.unknown > 0 && (
          <div className="note wait" role="status">
            <span className="grow">{t('cards.unknownMany', { count: states.unknown })}</span>
            <button type="button" className="button small" disabled={busy} onClick={() => perform(window.dialdesk.cards.checkBatch({ id }))}>
              {t('cards.checkMany', { count: states.unknown })}
            </button>
          </div>
        )}
        {!running && again > 0 && (
          <div className="note wait" role="status">
            <span className="grow">{t('cards.notCreated', { count: again })}</span>
            <button
              type="button"
              className="button small"
              disabled={busy}
              onClick={() => perform(window.dialdesk.cards.continueBatch({ id, again: true }))}
            >
              {t('cards.sendAgain', { count: again })}
            </button>
          </div>
        )}
        <div>
          <SegmentedControl
            aria-label={t('cards.column.state')}
            transitionDuration={0}
            value={shown}
            onChange={(next) => setShown(next as CardOutcome)}
            data={[
              { value: 'all', label: t('calls.all') },
              ...cardOutcomes
                .filter((state) => states[state] > 0 || state === shown)
                .map((value) => ({ value, label: `${t(`cards.outcome.${value}`)}: ${states[value].toLocaleString(i18n.language)}` })),
            ]}
          />
        </div>
        <table ref={rows.table} className="table" aria-rowcount={list.length + 1}>
          <ColumnHeads
            rowIndex={1}
            columns={[
              { text: t('cards.column.number') },
              { text: t('cards.column.customer'), extra: true },
              { text: t('cards.column.amount'), end: true },
              { text: t('cards.column.state') },
              { text: t('cards.column.reason'), wide: true },
            ]}
          />
          <tbody>
            {rows.parts.map((part) => {
              if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
              const card = list[part.row]
              return (
                card && (
                  <tr key={card.position} ref={rows.measure} data-index={part.row} data-number={`+${card.cli}`} aria-rowindex={part.row + 2}>
                    <td className="num">{displayNumber(`+${card.cli}`, region)}</td>
                    <td className="extra-column">
                      <bdi>{card.customer}</bdi>
                    </td>
                    <td className="num end">{formatMoney(card.amount, i18n.language)}</td>
                    <td>
                      <span className={`chip ${tones[card.state]}`}>{t(`cards.outcome.${card.state}`)}</span>
                    </td>
                    <td className="wide-column">{card.failure && failureText(t, card.failure)}</td>
                  </tr>
                )
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  )
}
