import { Select } from '@mantine/core'
import { IconRefresh, IconTag } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Desk, REFRESH_SECONDS } from '../../../../shared/domain/callshop-desk.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { clockWithSeconds } from '../../i18n/format.ts'
import { BoothPane } from './booth-pane.tsx'
import { DeskTable } from './desk-table.tsx'
import { PricesDialog } from './prices-dialog.tsx'
import { useRefresh } from './use-refresh.ts'

/** Today's calls by booth, refreshed while the window is in view. */
export function DeskView({ switcher }: { readonly switcher: React.ReactNode }) {
  const { t, i18n } = useTranslation()
  const [desk, setDesk] = useState<Desk | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [pricing, setPricing] = useState(false)
  const { busy, failure, request } = useRequest()
  // what is loaded without anybody asking keeps no button from being pressed
  const background = useRequest()
  const pane = useRef<HTMLElement>(null)
  const read = useCallback(
    async (fresh: boolean): Promise<void> => {
      const outcome = await request(window.dialdesk.callshop.desk({ fresh }))
      if (outcome.ok) setDesk(outcome.value)
    },
    [request],
  )
  useEffect(() => void read(false), [read])
  const { request: ask, clear } = background
  const refresh = useCallback(async (): Promise<void> => {
    const outcome = await ask(window.dialdesk.callshop.desk({ fresh: true }))
    if (outcome.ok) setDesk(outcome.value)
  }, [ask])
  const seconds = desk?.settings.refreshSeconds ?? 0
  useRefresh(seconds, refresh)
  const change = async (part: Partial<Desk['settings']>): Promise<void> => {
    if (!desk) return
    const { booths: _, ...settings } = { ...desk.settings, ...part }
    const outcome = await request(window.dialdesk.callshop.change(settings))
    if (outcome.ok) await read(false)
  }
  const booth = desk?.booths.find(({ caller }) => caller === chosen) ?? null
  const every = (n: number): string => (n === 0 ? t('booth.never') : t('booth.every', { n }))
  return (
    <div className={`panes ${booth ? 'with-detail' : 'single'}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
      <section ref={pane} className="pane one-pane result-pane" aria-labelledby="callshop-title" tabIndex={0} data-pane>
        <div className="pane-head">
          <h1 id="callshop-title">{t('nav.callshop')}</h1>
          <small className="num grow">{desk?.readAt != null && t('dial.asOf', { time: clockWithSeconds(desk.readAt, i18n.language) })}</small>
          <IconButton
            label={t('booth.refresh')}
            disabled={busy}
            onClick={() => {
              clear()
              void read(true)
            }}
          >
            <IconRefresh size={18} aria-hidden />
          </IconButton>
          <button type="button" className="button small" disabled={!desk} onClick={() => setPricing(true)}>
            <IconTag size={16} aria-hidden /> {t('booth.prices')}
          </button>
        </div>
        <div className="row low">
          {switcher}
          <span className="grow" />
          <Select
            label={t('booth.refreshEvery')}
            allowDeselect={false}
            disabled={!desk}
            data={REFRESH_SECONDS.map((n) => ({ value: String(n), label: every(n) }))}
            value={String(seconds)}
            onChange={(next) => void change({ refreshSeconds: Number(next) as (typeof REFRESH_SECONDS)[number] })}
            comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
          />
        </div>
        <FailureNote failure={failure ?? background.failure} />
        {desk && desk.unreadable > 0 && (
          <p className="note wait" role="status">
            {t('calls.unreadable', { count: desk.unreadable })}
          </p>
        )}
        {desk && desk.booths.length === 0 && (
          <EmptyState
            text={t(desk.readAt === null ? 'booth.notRead' : 'booth.none')}
            action={{ label: t('callshop.read'), run: () => void read(true), busy }}
          />
        )}
        {desk && desk.booths.length > 0 && <DeskTable desk={desk} chosen={chosen} onChoose={setChosen} scroller={pane} />}
      </section>
      {booth && desk && (
        <BoothPane
          key={booth.caller}
          booth={booth}
          pricing={desk.settings.pricing}
          readAt={desk.readAt}
          onClose={() => setChosen(null)}
          onChanged={() => void read(false)}
        />
      )}
      {pricing && desk && (
        <PricesDialog
          settings={desk.settings}
          onClose={() => setPricing(false)}
          onSave={(part) => {
            setPricing(false)
            void change(part)
          }}
        />
      )}
    </div>
  )
}
