import { SegmentedControl } from '@mantine/core'
import { IconDownload, IconRefresh } from '@tabler/icons-react'
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type HistoryFilter, noFilter } from '../../../../shared/domain/history-query.ts'
import { addDays, wallDate } from '../../../../shared/domain/wall-clock.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { HistoryNotes } from '../../components/history-notes.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useToday } from '../../hooks/use-today.ts'
import { useApp } from '../../state/app-store.ts'
import { go, useNavigation } from '../../state/navigation.ts'
import { DeleteCalls } from './delete-calls.tsx'
import { HistoryDetail } from './history-detail.tsx'
import { FilterChips, HistoryFilters, rangeOn } from './history-filters.tsx'
import { HistoryList } from './history-list.tsx'
import { SpendChart } from './spend-chart.tsx'
import { useHistory } from './use-history.ts'

/** Days that the chart shows and the provider's records are read of, where the filter names none. */
const DAYS = 30
const YEAR = 365

/** The provider's records and our own call log as one list, newest first. */
export default function HistoryScreen() {
  const { t } = useTranslation()
  const zone = useApp((s) => s.settings.providerTimeZone)
  const sync = useApp((s) => s.services.history)
  const today = useToday(zone)
  const missedOnly = useNavigation((n) => n.missedOnly)
  const callFilter = useNavigation((n) => n.callFilter)
  const [filter, setFilter] = useState<HistoryFilter>({ ...noFilter, direction: missedOnly ? 'missed' : 'all', ...callFilter })
  const missed = filter.direction === 'missed'
  // opening the missed calls marks them as seen
  useEffect(() => {
    if (missed) void window.dialdesk.callLog.markSeen()
  }, [missed])
  const { entries, busy: searching, totals, more, loadMore, failure: unread, retry } = useHistory(filter)
  const [chosen, setChosen] = useState<string | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  /** The first day that was read of older ones. */
  const [readFrom, setReadFrom] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  const pane = useRef<HTMLElement>(null)
  // the provider has to be told days; what it has of other days is read when it is asked for
  const to = filter.to ?? today
  const from = filter.from ?? addDays(to, 1 - DAYS)
  useEffect(() => {
    // what is stored shows at once; what is new is read beside it, and a failure shows on the bar
    void window.dialdesk.history.sync({ from, to })
    return () => void window.dialdesk.history.cancelSync()
  }, [from, to])
  const change = useCallback((part: Partial<HistoryFilter>): void => {
    setSaved(null)
    setFilter((filter) => ({ ...filter, ...part }))
    pane.current?.scrollTo({ top: 0 })
  }, [])
  // asked for again while this screen is open
  useEffect(
    () =>
      useNavigation.subscribe((now, before) => {
        if (now.missedOnly && now.callFilter !== before.callFilter) change({ ...noFilter, direction: 'missed' })
      }),
    [change],
  )
  const shownOn = useRef(today)
  useEffect(() => {
    const before = shownOn.current
    shownOn.current = today
    if (before !== today) setFilter((filter) => ({ ...filter, ...rangeOn(today, filter, before) }))
  }, [today])
  const choose = useCallback((id: string): void => setChosen((chosen) => (chosen === id ? null : id)), [])
  const showDay = useCallback((date: string): void => change({ from: date, to: date }), [change])
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.history.export(filter))
    if (outcome.ok) setSaved(outcome.value?.path ?? null)
  }
  const readOlder = async (): Promise<void> => {
    const oldest = entries?.at(-1)?.startedAt
    const [known = from] = [from, readFrom ?? from, oldest === undefined ? from : wallDate(oldest, zone)].sort()
    const next = addDays(known, -YEAR)
    // to today: what a reading before was cancelled at is read as well, and what is final is not read again
    const outcome = await window.dialdesk.history.sync({ from: next, to })
    if (outcome.ok) setReadFrom(next)
  }
  // the panel of filters is not drawn again for each key
  const { text: _, ...rest } = filter
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the filters hold, whatever object they are
  const others = useMemo(() => ({ ...filter, text: '' }), [JSON.stringify(rest)])
  const entry = entries?.find((e) => e.id === chosen) ?? null
  const incomplete = sync.unreadable > 0 || sync.capped.some((date) => date >= from && date <= to)
  const filtered = JSON.stringify(filter) !== JSON.stringify(noFilter)
  return (
    <div className={`panes ${entry ? 'with-detail' : 'single'}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
      <section ref={pane} className="pane result-pane" aria-labelledby="calls-title" aria-busy={searching} tabIndex={0} data-pane>
        <div className="pane-head padded">
          <h1 id="calls-title">{t('nav.calls')}</h1>
          <small className="num grow">
            {totals && t('calls.count', { n: totals.matching, total: totals.total })}{' '}
            {filtered && (
              // not in a row of its own, which would move the list while somebody types
              <button type="button" className="text-button" onClick={() => change(noFilter)}>
                {t('calls.showAll')}
              </button>
            )}
          </small>
          <IconButton
            label={t('calls.read')}
            disabled={sync.running !== null}
            onClick={() => void window.dialdesk.history.sync({ from, to, fresh: true })}
          >
            <IconRefresh size={18} aria-hidden />
          </IconButton>
          <DeleteCalls filter={filter} count={totals?.matching ?? null} filtered={filtered} />
          <button type="button" className="button small" disabled={busy || !entries?.length} onClick={() => void save()}>
            <IconDownload size={16} aria-hidden /> {t('calls.csv')}
          </button>
        </div>
        <div className="row padded-x">
          <SearchField label={t('calls.search')} value={filter.text} maxLength={100} onChange={(value) => change({ text: value })} />
          <Direction value={filter.direction} onChange={change} />
          <HistoryFilters filter={others} onChange={change} today={today} />
        </div>
        <FilterChips filter={filter} onChange={change} />
        <HistoryNotes range={{ from, to }}>
          <FailureNote failure={failure} />
          {saved && <p className="note ok">{t('calls.saved', { path: saved })}</p>}
        </HistoryNotes>
        {totals?.days.some((day) => day.amount) && <SpendChart totals={totals} from={from} to={to} onDay={showDay} incomplete={incomplete} />}
        {entries?.length === 0 && !filtered && <EmptyState text={t('recent.empty')} action={{ label: t('empty.call'), run: () => go('phone') }} />}
        {entries?.length === 0 && filtered && (
          <EmptyState
            text={t('calls.empty')}
            action={
              // the button above shows everything again, too
              filter.from === null
                ? { label: t('calls.older'), run: () => void readOlder(), busy: sync.running !== null }
                : { label: t('calls.showAll'), run: () => change(noFilter) }
            }
          />
        )}
        {entries && entries.length > 0 && (
          <HistoryList entries={entries} totals={totals} more={more} onMore={loadMore} chosen={chosen} onChoose={choose} scroller={pane} />
        )}
        {unread && (
          <div className="empty">
            <FailureNote failure={unread} />
            <button type="button" className="button" onClick={retry}>
              {t('app.retry')}
            </button>
          </div>
        )}
        {entries && entries.length > 0 && !more && !unread && filter.from === null && (
          <p className="empty">
            <button type="button" className="button" disabled={sync.running !== null} onClick={() => void readOlder()}>
              {t('calls.older')}
            </button>
          </p>
        )}
      </section>
      {entry && <HistoryDetail entry={entry} onClose={() => setChosen(null)} />}
    </div>
  )
}

/** Which calls are listed. Drawn again only when it changes. */
const Direction = memo(function Direction({
  value,
  onChange,
}: {
  value: HistoryFilter['direction']
  onChange: (part: Partial<HistoryFilter>) => void
}) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('calls.direction')}
      transitionDuration={0}
      value={value}
      onChange={(direction) => onChange({ direction: direction as HistoryFilter['direction'] })}
      data={(['all', 'outgoing', 'incoming', 'missed'] as const).map((value) => ({ value, label: t(`calls.${value}`) }))}
    />
  )
})
