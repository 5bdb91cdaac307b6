import { SegmentedControl, TextInput } from '@mantine/core'
import { IconDownload, IconRefresh, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '../../../../shared/domain/call-matching.ts'
import type { HistoryPage, HistoryQuery } from '../../../../shared/domain/history-query.ts'
import { addDays, wallDate } from '../../../../shared/domain/wall-clock.ts'
import { CallDays } from '../../components/call-row.tsx'
import { DateRange } from '../../components/date-range.tsx'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { useNavigation } from '../../state/navigation.ts'
import { HistoryDetail } from './history-detail.tsx'
import { HistoryRow } from './history-row.tsx'
import { SpendChart } from './spend-chart.tsx'

const STEP = 200
const DAYS = 30

/** The provider's records and our own call log as one list, newest first. */
export default function HistoryScreen() {
  const { t, i18n } = useTranslation()
  const zone = useApp((s) => s.settings.providerTimeZone)
  const sync = useApp((s) => s.services.history)
  const logged = useApp((s) => s.recentCalls)
  const today = wallDate(Date.now(), zone)
  const everything: HistoryQuery = { from: addDays(today, 1 - DAYS), to: today, text: '', direction: 'all', limit: STEP }
  const missedOnly = useNavigation((n) => n.missedOnly)
  const [query, setQuery] = useState<HistoryQuery>({ ...everything, direction: missedOnly ? 'missed' : 'all' })
  const missed = query.direction === 'missed'
  // opening the missed calls marks them as seen
  useEffect(() => {
    if (missed) void window.dialdesk.callLog.markSeen()
  }, [missed])
  const [page, setPage] = useState<HistoryPage | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision and the log that rows have changed
  useEffect(() => {
    let current = true
    void window.dialdesk.history.query(query).then((outcome) => {
      if (current && outcome.ok) setPage(outcome.value)
    })
    return () => {
      current = false
    }
  }, [query, sync.revision, logged])
  const { from, to } = query
  useEffect(() => {
    // what is stored shows at once; what is new is read beside it, and a failure shows on the bar
    void window.dialdesk.history.sync({ from, to })
    return () => void window.dialdesk.history.cancelSync()
  }, [from, to])
  const change = (part: Partial<HistoryQuery>): void => {
    setSaved(null)
    setQuery({ ...query, limit: STEP, ...part })
  }
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.history.export({ ...query, limit: 5000 }))
    if (outcome.ok) setSaved(outcome.value?.path ?? null)
  }
  const entries = page?.entries ?? []
  const entry = entries.find((e) => e.id === chosen) ?? null
  const filtered = query.text !== '' || query.direction !== 'all' || from !== everything.from || to !== everything.to
  return (
    <div className={`panes ${entry ? 'with-detail' : 'single'}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
      <section className="pane result-pane" aria-labelledby="calls-title" tabIndex={0} data-pane>
        <div className="pane-head padded">
          <h1 id="calls-title">{t('nav.calls')}</h1>
          <small className="num grow">{page && t('calls.count', { n: page.matching, total: page.total })}</small>
          <button
            type="button"
            className="icon-button"
            aria-label={t('calls.read')}
            title={t('calls.read')}
            disabled={sync.running !== null}
            onClick={() => void window.dialdesk.history.sync({ from, to })}
          >
            <IconRefresh size={18} aria-hidden />
          </button>
          <button type="button" className="button small" disabled={busy || entries.length === 0} onClick={() => void save()}>
            <IconDownload size={16} aria-hidden /> {t('calls.csv')}
          </button>
        </div>
        <div className="row padded-x">
          <TextInput
            className="grow"
            aria-label={t('calls.search')}
            placeholder={t('calls.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={query.text}
            maxLength={100}
            onChange={(e) => change({ text: e.currentTarget.value })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('calls.direction')}
            transitionDuration={0}
            value={query.direction}
            onChange={(direction) => change({ direction: direction as HistoryQuery['direction'] })}
            data={(['all', 'outgoing', 'incoming', 'missed'] as const).map((value) => ({ value, label: t(`calls.${value}`) }))}
          />
        </div>
        <div className="row low padded-x">
          <DateRange range={{ from, to }} onChange={change} />
          {filtered && (
            <button type="button" className="text-button" onClick={() => change(everything)}>
              {t('calls.showAll')}
            </button>
          )}
        </div>
        <div className="padded-x" aria-live="polite">
          {sync.running && (
            <p className="note">
              <span className="grow">{t('calls.reading', { done: sync.running.done, of: sync.running.of })}</span>
              <button type="button" className="text-button" onClick={() => void window.dialdesk.history.cancelSync()}>
                {t('calls.cancel')}
              </button>
            </p>
          )}
          {!sync.running && sync.error && (
            <p className="note wait">
              <span className="grow">
                {t('calls.costsFailed')} {failureText(t, sync.error)}{' '}
                {sync.asOf !== null && t('dial.asOf', { time: dateTime(sync.asOf, i18n.language) })}
              </span>
              <button type="button" className="text-button" onClick={() => void window.dialdesk.history.sync({ from, to })}>
                {t('app.retry')}
              </button>
            </p>
          )}
          {!sync.running && sync.unreadable > 0 && <p className="note wait">{t('calls.unreadable', { count: sync.unreadable })}</p>}
          <FailureNote failure={failure} />
          {saved && <p className="note ok">{t('calls.saved', { path: saved })}</p>}
        </div>
        {page && page.days.length > 0 && <SpendChart page={page} from={from} to={to} />}
        {page && entries.length === 0 && <p className="empty">{t(filtered ? 'calls.empty' : 'recent.empty')}</p>}
        <CallDays calls={entries}>
          {(e) => <HistoryRow key={e.id} entry={e} chosen={e.id === chosen} onChoose={() => setChosen(e.id === chosen ? null : e.id)} />}
        </CallDays>
        {page && page.matching > entries.length && (
          <p className="empty">
            <button type="button" className="button" onClick={() => setQuery({ ...query, limit: Math.min(5000, query.limit + STEP) })}>
              {t('calls.more')}
            </button>
          </p>
        )}
      </section>
      {entry && <HistoryDetail entry={entry as HistoryEntry} onClose={() => setChosen(null)} />}
    </div>
  )
}
