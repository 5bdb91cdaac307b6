import { IconDownload } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallshopPage } from '../../../../shared/domain/history-query.ts'
import { addDays, wallDate } from '../../../../shared/domain/wall-clock.ts'
import { AreaRefused } from '../../components/area-refused.tsx'
import { DateRange } from '../../components/date-range.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { CallshopTable } from './callshop-table.tsx'

/** A callshop's records of some days, with totals. */
export function RecordsView({ switcher }: { readonly switcher: React.ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useApp((s) => s.settings.providerTimeZone)
  const access = useApp((s) => s.services.areas.callshop.access)
  const [range, setRange] = useState(() => ({ from: addDays(wallDate(Date.now(), zone), -6), to: wallDate(Date.now(), zone) }))
  const [page, setPage] = useState<CallshopPage | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  const pane = useRef<HTMLElement>(null)
  const read = useCallback(
    async (fresh: boolean): Promise<void> => {
      const outcome = await request(window.dialdesk.billing.callshop({ ...range, fresh }))
      if (outcome.ok) setPage(outcome.value)
    },
    [request, range],
  )
  useEffect(() => {
    setSaved(null)
    void read(false)
  }, [read])
  const loading = useRef(false)
  const loadMore = useCallback(() => {
    if (!page?.next || loading.current) return
    loading.current = true
    void window.dialdesk.billing
      .moreCallshop({ ...range, before: page.next })
      .then((outcome) => {
        if (!outcome.ok) return
        // unless other days were requested meanwhile
        setPage((now) => (now === page ? { ...page, next: outcome.value.next, records: [...page.records, ...outcome.value.records] } : now))
      })
      .finally(() => {
        loading.current = false
      })
  }, [page, range])
  const records = page?.records ?? []
  const empty = page !== null && records.length === 0
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.billing.exportCallshop(range))
    if (outcome.ok) setSaved(outcome.value?.path ?? null)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <section ref={pane} className="pane one-pane" aria-labelledby="callshop-title" tabIndex={0} data-pane>
      <div className="pane-head">
        <h1 id="callshop-title">{t('nav.callshop')}</h1>
        <small className="num grow">{page?.readAt != null && t('dial.asOf', { time: dateTime(page.readAt, i18n.language) })}</small>
        <button type="button" className="button small" disabled={!records.length} onClick={() => void save()}>
          <IconDownload size={16} aria-hidden /> {t('calls.csv')}
        </button>
      </div>
      {access === 'refused' && <AreaRefused area="callshop" />}
      <div className="row low">
        {switcher}
        <DateRange range={range} onChange={setRange} />
        {!empty && (
          <button type="button" className="button primary" disabled={busy} aria-busy={busy} onClick={() => void read(true)}>
            {t('callshop.read')}
          </button>
        )}
      </div>
      <FailureNote failure={failure} />
      {page && page.unreadable > 0 && (
        <p className="note wait" role="status">
          {t('calls.unreadable', { count: page.unreadable })}
        </p>
      )}
      {saved && (
        <p className="note ok" role="status">
          {t('calls.saved', { path: saved })}
        </p>
      )}
      {empty && (
        <EmptyState
          text={t(page.readAt === null ? 'callshop.notRead' : 'callshop.none')}
          action={{ label: t('callshop.read'), run: () => void read(true), busy }}
        />
      )}
      {page && records.length > 0 && <CallshopTable records={records} sums={page.sums} more={page.next !== null} onMore={loadMore} scroller={pane} />}
    </section>
  )
}
