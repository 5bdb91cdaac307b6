import { SegmentedControl, Select } from '@mantine/core'
import { IconFileText, IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CostGrouping, costGroupings, daysBefore } from '../../../../shared/domain/costs.ts'
import { DateRange } from '../../components/date-range.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { HistoryNotes } from '../../components/history-notes.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useToday } from '../../hooks/use-today.ts'
import { useApp } from '../../state/app-store.ts'
import { CostsChart } from './costs-chart.tsx'
import css from './costs-screen.module.css'
import { CostsSummary } from './costs-summary.tsx'
import { CostsTable } from './costs-table.tsx'
import { costPeriods, type Period, rangeOf } from './periods.ts'
import { StatementDialog } from './statement-dialog.tsx'
import { useCostGroups } from './use-cost-groups.ts'

/** What calls cost in a period, by day, month, destination, line or contact; budget, forecast and statements. */
export default function CostsScreen() {
  const { t, i18n } = useTranslation()
  const zone = useApp((s) => s.settings.providerTimeZone)
  const sync = useApp((s) => s.services.history)
  const today = useToday(zone)
  const [period, setPeriod] = useState<Period>(today.slice(0, 7))
  const [own, setOwn] = useState({ from: `${today.slice(0, 7)}-01`, to: today })
  const [by, setBy] = useState<CostGrouping>('day')
  const [asTable, setAsTable] = useState(false)
  const [currency, setCurrency] = useState<string | null>(null)
  const [stating, setStating] = useState(false)
  const [saved, setSaved] = useState<{ path: string; complete: boolean } | null>(null)
  const range = period === 'own' ? own : rangeOf(period, today)
  const costs = useCostGroups(range, by)
  const shown = costs?.currencies.find((one) => one.currency === currency) ?? costs?.currencies[0]
  // the month before is compared with, so its records are read too
  const read = { from: daysBefore(range)?.whole.from ?? range.from, to: range.to ?? today }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the days, not the object
  useEffect(() => {
    void window.dialdesk.history.sync(read)
    return () => void window.dialdesk.history.cancelSync()
  }, [read.from, read.to])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <section className="pane one-pane" aria-labelledby="costs-title" tabIndex={0} data-pane>
      <div className="pane-head">
        <h1 id="costs-title" className="grow">
          {t('nav.costs')}
        </h1>
        <IconButton
          label={t('calls.read')}
          disabled={sync.running !== null}
          onClick={() => void window.dialdesk.history.sync({ ...read, fresh: true })}
        >
          <IconRefresh size={18} aria-hidden />
        </IconButton>
        <button type="button" className="button small" onClick={() => setStating(true)}>
          <IconFileText size={16} aria-hidden /> {t('costs.statement')}
        </button>
      </div>
      <div className="row low">
        <Select
          label={t('costs.period')}
          allowDeselect={false}
          data={costPeriods(today, i18n.language, (key) => t(`costs.range.${key}`))}
          value={period}
          onChange={(next) => next && setPeriod(next as Period)}
          comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        />
        {period === 'own' && <DateRange range={own} onChange={setOwn} />}
        <SegmentedControl
          size="xs"
          aria-label={t('costs.by')}
          classNames={{ root: css['groups'] ?? '', control: css['group'] ?? '' }}
          transitionDuration={0}
          value={by}
          onChange={(next) => {
            setBy(next as CostGrouping)
            // one month alone has nothing beside it
            if (next === 'month' && /^\d/.test(period)) setPeriod('twelve')
          }}
          data={costGroupings.map((value) => ({ value, label: t(`costs.group.${value}`) }))}
        />
        {costs && costs.currencies.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('costs.currency')}
            transitionDuration={0}
            value={shown?.currency ?? ''}
            onChange={setCurrency}
            data={costs.currencies.map((one) => one.currency)}
          />
        )}
      </div>
      <div className={css['notes-edge']}>
        <HistoryNotes range={read}>
          {saved && (
            <p className={`note ${saved.complete ? 'ok' : 'wait'}`}>
              {t(saved.complete ? 'calls.saved' : 'costs.savedIncomplete', { path: saved.path })}
            </p>
          )}
          {costs && costs.currencies.length > 1 && <p className="note">{t('costs.several')}</p>}
          {costs && costs.unbilled > 0 && <p className="note">{t('costs.unbilled', { count: costs.unbilled })}</p>}
        </HistoryNotes>
      </div>
      <CostsSummary costs={shown ?? null} />
      {costs && !shown && <EmptyState text={t('costs.none')} action={{ label: t('costs.range.all'), run: () => setPeriod('all') }} />}
      {costs && shown && (
        <>
          <div className={css['view']}>
            <button type="button" className="text-button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {t(asTable ? 'spend.chart' : 'calls.table')}
            </button>
          </div>
          {!asTable && <CostsChart by={costs.by} costs={shown} range={range} />}
          {(asTable || costs.by === 'destination' || costs.by === 'line' || costs.by === 'contact') && (
            <CostsTable by={costs.by} costs={shown} range={range} today={today} />
          )}
        </>
      )}
      {stating && (
        <StatementDialog
          range={{ from: range.from ?? `${today.slice(0, 4)}-01-01`, to: range.to ?? today }}
          onClose={() => setStating(false)}
          onSaved={setSaved}
        />
      )}
    </section>
  )
}
