import { SegmentedControl } from '@mantine/core'
import { IconCopy, IconDownload, IconFileImport, IconInfoCircle } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import type { RateLookUp, RateLookUpResult } from '../../../../shared/domain/rate.ts'
import { clock } from '../../../../shared/domain/time-text.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { ProgressRow } from '../../components/progress-row.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { useMayCallBack } from '../../hooks/use-may-call-back.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { KnownRates } from './known-rates.tsx'
import { NumberLines } from './number-lines.tsx'
import { changeOf, type RateOrder, type RateRow, readNumberList, sortRates } from './rate-list.ts'
import { RateLists } from './rate-lists.tsx'
import { RateTable } from './rate-table.tsx'

type View = 'result' | 'lists' | 'known'
type Result = RateLookUpResult & { readonly rows: readonly RateRow[]; readonly numbers: readonly string[] }

/** Prices of many numbers at once, one a line; lists that are kept and asked again; what is known by country. */
export default function RatesScreen() {
  const { t, i18n } = useTranslation()
  const mayCallBack = useMayCallBack()
  const [text, setText] = useState(takeNumber)
  const [result, setResult] = useState<Result | null>(null)
  const [lists, setLists] = useState<readonly RateLookUp[]>([])
  const [chosen, setView] = useState<View | null>(null)
  const [order, setOrder] = useState<RateOrder>({ by: 'price', descending: false })
  const [done, setDone] = useState<string | null>(null)
  const { busy, failure, request } = useRequest()
  const files = useRequest()
  const progress = useApp((s) => s.services.rateLookUp)
  const region = useApp(regionOf)
  const field = useRef<HTMLTextAreaElement>(null)
  const pane = useRef<HTMLElement>(null)
  const list = readNumberList(text)
  const view: View = chosen ?? (result === null && lists.length > 0 ? 'lists' : 'result')
  const running = busy || progress !== null

  const readLists = useCallback(async (): Promise<void> => {
    const outcome = await window.dialdesk.rates.earlier()
    if (outcome.ok) setLists(outcome.value)
  }, [])
  // one that ran when the screen was left is in the lists when it is through
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of a look-up changes them
  useEffect(() => void readLists(), [readLists, progress === null])
  const lookUp = async (numbers: readonly string[], goOn = false): Promise<void> => {
    if (!numbers.length || running) return
    setView('result')
    setDone(null)
    const outcome = await request(window.dialdesk.rates.lookUp({ numbers: [...numbers], goOn }))
    if (outcome.ok) {
      const { rates, before } = outcome.value
      const rows = numbers.map((number, i) => ({ number, rate: rates[i] ?? null, before: before ? (before[i] ?? null) : undefined }))
      setResult({ ...outcome.value, rows, numbers })
    }
    await readLists()
  }
  const open = async (): Promise<void> => {
    const outcome = await files.request(window.dialdesk.rates.chooseFile())
    if (outcome.ok && outcome.value) setText(outcome.value.lines.join('\n'))
    field.current?.focus()
  }
  const rows = result ? sortRates(result.rows, order) : []
  const copy = async (): Promise<void> => {
    const lines = rows.map(({ number, rate }) =>
      [displayNumber(number, region), rate?.destination ?? '', rate?.prefix ?? '', rate?.price ? formatMoney(rate.price, i18n.language, 4) : ''].join(
        '\t',
      ),
    )
    await navigator.clipboard.writeText(
      [[t('rates.number'), t('rates.destination'), t('rates.prefix'), t('rates.price')].join('\t'), ...lines].join('\n'),
    )
    setDone(t('rates.copied', { count: rows.length }))
  }
  const save = async (): Promise<void> => {
    const before = result?.before && new Map(result.numbers.map((number, i) => [number, result.before?.[i] ?? null]))
    const numbers = rows.map(({ number }) => number)
    const outcome = await files.request(
      window.dialdesk.rates.export({ numbers, before: before ? numbers.map((number) => before.get(number) ?? null) : null }),
    )
    if (outcome.ok && outcome.value) setDone(t('calls.saved', { path: outcome.value.path }))
  }
  const change = async (call: Promise<unknown>): Promise<void> => {
    await call
    await readLists()
  }
  const fresh = result?.rows.flatMap(({ rate }) => (rate && rate.asOf >= result.askedAt ? [rate.asOf] : [])) ?? []
  const changes = result ? result.rows.filter((row) => changeOf(row, result.askedAt) !== null).length : 0
  const missing = result ? result.rows.length - fresh.length : 0
  return (
    <div className="panes">
      <section className="pane form-pane" aria-labelledby="rates-title" data-pane>
        <h1 id="rates-title">{t('nav.rates')}</h1>
        <NumberLines field={field} text={text} list={list} onChange={setText} />
        <div className="row">
          <button
            type="button"
            className="button primary grow"
            disabled={!list.numbers.length || running}
            aria-busy={running}
            onClick={() => void lookUp(list.numbers)}
          >
            {t('rates.button', { count: list.numbers.length })}
          </button>
          <button type="button" className="button" onClick={() => setText('')}>
            {t('rates.clear')}
          </button>
        </div>
        {progress && (
          <ProgressRow
            text={t('rates.progress', { done: progress.done, count: progress.of })}
            done={progress.done}
            of={progress.of}
            stop={{ label: t('rates.stop'), run: () => void window.dialdesk.rates.cancelLookUp() }}
          />
        )}
        <button type="button" className="button" disabled={files.busy} onClick={() => void open()}>
          <IconFileImport size={16} aria-hidden /> {t('rates.open')}
        </button>
        <FailureNote failure={running ? null : (failure ?? result?.error ?? null)} />
        <FailureNote failure={files.failure} />
        <p className="note bottom">
          <IconInfoCircle size={16} aria-hidden /> <span>{t('rates.unit')}</span>
        </p>
      </section>
      <ResultPane
        ref={pane}
        id="rates-result"
        title={view === 'result' ? t('rates.result') : t(`rates.views.${view}`)}
        beside={
          fresh.length > 0 &&
          view === 'result' && (
            <small className="num">{t('rates.asked', { count: fresh.length, time: clock(Math.max(...fresh), i18n.language) })}</small>
          )
        }
      >
        <div className="row padded-x">
          <SegmentedControl
            aria-label={t('rates.view')}
            transitionDuration={0}
            value={view}
            onChange={(next) => setView(next as View)}
            data={(['result', 'lists', 'known'] as const).map((value) => ({ value, label: t(`rates.views.${value}`) }))}
          />
          <span className="grow" />
          {view === 'result' && result && (
            <>
              <button type="button" className="button small" onClick={() => void copy()}>
                <IconCopy size={16} aria-hidden /> {t('rates.copy')}
              </button>
              <button type="button" className="button small" disabled={files.busy} onClick={() => void save()}>
                <IconDownload size={16} aria-hidden /> {t('calls.csv')}
              </button>
            </>
          )}
        </div>
        {view === 'result' && result && (
          <div className="padded-x" role="status">
            {done && <p className="note ok">{done}</p>}
            {result.before && <p className="note">{changes > 0 ? t('rates.changed', { count: changes }) : t('rates.unchanged')}</p>}
            {!running && missing > 0 && (result.cancelled || result.error) && (
              <div className="note wait">
                <span className="grow">{t('rates.missing', { count: missing })}</span>
                <button type="button" className="button small" onClick={() => void lookUp(result.numbers, true)}>
                  {t('rates.goOn')}
                </button>
              </div>
            )}
          </div>
        )}
        {view === 'result' && result === null && (
          <EmptyState text={t('rates.empty')} action={{ label: t('empty.numbers'), run: () => field.current?.focus() }} />
        )}
        {view === 'result' && result && (
          <RateTable {...{ rows, region, order, mayCallBack }} askedAt={result.askedAt} onOrder={setOrder} scroller={pane} />
        )}
        {view === 'lists' && lists.length === 0 && (
          <EmptyState text={t('rates.noLists')} action={{ label: t('empty.numbers'), run: () => field.current?.focus() }} />
        )}
        {view === 'lists' && (
          <RateLists
            {...{ lists, region }}
            busy={running}
            onAsk={(one, goOn) => {
              setText(one.numbers.join('\n'))
              void lookUp(one.numbers, goOn)
            }}
            onName={({ id }, name) => void change(window.dialdesk.rates.nameList({ id, name }))}
            onRemove={({ id }) => void change(window.dialdesk.rates.removeList({ id }))}
          />
        )}
        {view === 'known' && <KnownRates scroller={pane} onEnter={() => field.current?.focus()} />}
      </ResultPane>
    </div>
  )
}
