import { IconDownload } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallshopPage } from '../../../../shared/domain/history-query.ts'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import { addDays, wallDate } from '../../../../shared/domain/wall-clock.ts'
import { AreaRefused } from '../../components/area-refused.tsx'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { DateRange } from '../../components/date-range.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

const SHOWN = 1000

/** A callshop's records of some days, with totals. */
export default function CallshopScreen() {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const zone = useApp((s) => s.settings.providerTimeZone)
  const access = useApp((s) => s.services.areas.callshop.access)
  const [range, setRange] = useState(() => ({ from: addDays(wallDate(Date.now(), zone), -6), to: wallDate(Date.now(), zone) }))
  const [page, setPage] = useState<CallshopPage | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
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
  const records = page?.records ?? []
  const empty = page !== null && records.length === 0
  const total = (pick: (r: CallshopPage['records'][number]) => Money | null): string => {
    const amounts = records.flatMap((r) => pick(r) ?? [])
    return amounts[0] ? formatMoney({ units: amounts.reduce((s, a) => s + a.units, 0), currency: amounts[0].currency }, i18n.language, 4) : '–'
  }
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.billing.exportCallshop(range))
    if (outcome.ok) setSaved(outcome.value?.path ?? null)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <section className="pane one-pane" aria-labelledby="callshop-title" tabIndex={0} data-pane>
      <div className="pane-head">
        <h1 id="callshop-title">{t('nav.callshop')}</h1>
        <small className="num grow">{page?.readAt != null && t('dial.asOf', { time: dateTime(page.readAt, i18n.language) })}</small>
        <button type="button" className="button small" disabled={!records.length} onClick={() => void save()}>
          <IconDownload size={16} aria-hidden /> {t('calls.csv')}
        </button>
      </div>
      {access === 'refused' && <AreaRefused area="callshop" />}
      <div className="row low">
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
      {records.length > 0 && (
        <table className="table">
          <ColumnHeads
            columns={[
              { text: t('callshop.begin') },
              { text: t('callshop.caller') },
              { text: t('callshop.callee') },
              { text: t('rates.destination'), extra: true },
              { text: t('callshop.duration'), end: true },
              { text: t('callshop.billed'), end: true, extra: true },
              { text: t('callshop.net'), end: true },
              { text: t('callshop.tax'), end: true },
            ]}
          />
          <tbody>
            {records.slice(0, SHOWN).map((r, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: records may be equal in every field
              <tr key={i}>
                <td className="num">{dateTime(r.startedAt, i18n.language)}</td>
                <td className="num">{displayNumber(fromProviderNumber(r.caller), region)}</td>
                <td className="num">{displayNumber(fromProviderNumber(r.callee), region)}</td>
                <td className="extra-column">
                  <bdi>{r.destination}</bdi>
                </td>
                <td className="num end">{duration(r.seconds * 1000)}</td>
                <td className="num end extra-column">{duration(r.billedSeconds * 1000)}</td>
                <td className="num end">{r.amount ? formatMoney(r.amount, i18n.language, 4) : '–'}</td>
                <td className="num end">{r.amountWithTax ? formatMoney(r.amountWithTax, i18n.language, 4) : '–'}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t('callshop.total', { count: records.length })}
              </th>
              <td className="extra-column" />
              <td className="num end">{duration(records.reduce((s, r) => s + r.seconds, 0) * 1000)}</td>
              <td className="num end extra-column">{duration(records.reduce((s, r) => s + r.billedSeconds, 0) * 1000)}</td>
              <td className="num end">{total((r) => r.amount)}</td>
              <td className="num end">{total((r) => r.amountWithTax)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  )
}
