import { Textarea } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/domain/failure.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import { RATES_MOST, type RateLookUp } from '../../../../shared/domain/rate.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { ResultPane } from '../../components/result-pane.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { clock, dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { type RateRow, readNumberList } from './rate-list.ts'
import { RateTable } from './rate-table.tsx'

/** `error`: why some or all of the rows could not be read. */
type Result = { readonly askedAt: number; readonly rows: readonly RateRow[]; readonly error: Failure | null }

/** Prices of many numbers at once, one a line; lines that are no number are marked and left out. */
export default function RatesScreen() {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState(takeNumber)
  const [result, setResult] = useState<Result | null>(null)
  const [earlier, setEarlier] = useState<readonly RateLookUp[]>([])
  const { busy, failure, request } = useRequest()
  const region = useApp(regionOf)
  const list = useRef<HTMLTextAreaElement>(null)
  const { numbers, bad, beyond } = readNumberList(text)

  const readEarlier = useCallback(async (): Promise<void> => {
    const outcome = await window.dialdesk.rates.earlier()
    if (outcome.ok) setEarlier(outcome.value)
  }, [])
  useEffect(() => void readEarlier(), [readEarlier])
  const lookUp = async (wanted: readonly string[]): Promise<void> => {
    if (!wanted.length) return
    const askedAt = Date.now()
    const outcome = await request(window.dialdesk.rates.lookUp({ numbers: [...wanted] }))
    if (!outcome.ok) return
    const { rates, error } = outcome.value
    setResult({ askedAt, rows: wanted.map((number, i) => ({ number, rate: rates[i] ?? null })), error })
    await readEarlier()
  }
  const fresh = result?.rows.flatMap(({ rate }) => (rate && rate.asOf >= result.askedAt ? [rate.asOf] : [])) ?? []
  const wrong = [
    ...(bad.length ? [t('rates.bad', { lines: bad.join(', ').slice(0, 300) })] : []),
    ...(beyond ? [t('rates.tooMany', { n: RATES_MOST })] : []),
  ]
  return (
    <div className="panes">
      <section className="pane form-pane" aria-labelledby="rates-title" data-pane>
        <h1 id="rates-title">{t('nav.rates')}</h1>
        <Textarea
          ref={list}
          label={t('rates.label')}
          description={t('rates.hint')}
          value={text}
          rows={9}
          spellCheck={false}
          error={wrong.join(' ') || null}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <div className="row">
          <button
            type="button"
            className="button primary grow"
            disabled={!numbers.length || busy}
            aria-busy={busy}
            onClick={() => void lookUp(numbers)}
          >
            {t('rates.button', { count: numbers.length })}
          </button>
          <button type="button" className="button" onClick={() => setText('')}>
            {t('rates.clear')}
          </button>
        </div>
        <FailureNote failure={busy ? null : (failure ?? result?.error ?? null)} />
        <p className="note bottom">
          <IconInfoCircle size={16} aria-hidden /> <span>{t('rates.unit')}</span>
        </p>
      </section>
      <ResultPane
        id="rates-result"
        title={t('rates.result')}
        beside={
          fresh.length > 0 && (
            <small className="num">{t('rates.asked', { count: fresh.length, time: clock(Math.max(...fresh), i18n.language) })}</small>
          )
        }
      >
        {result === null ? (
          <EmptyState text={t('rates.empty')} action={{ label: t('empty.numbers'), run: () => list.current?.focus() }} />
        ) : (
          <RateTable rows={result.rows} askedAt={result.askedAt} region={region} />
        )}
        {earlier.length > 0 && (
          <div className="padded">
            <h2>{t('rates.earlier')}</h2>
            <ul className="plain-list">
              {earlier.map((e) => (
                <li key={e.id}>
                  <span className="grow num">{listed(e.numbers.map((n) => displayNumber(fromProviderNumber(n), region)))}</span>
                  <span className="num">{dateTime(e.askedAt, i18n.language)}</span>
                  <button
                    type="button"
                    className="text-button"
                    aria-label={`${t('rates.again')}: ${listed(e.numbers)}`}
                    disabled={busy}
                    onClick={() => {
                      setText(e.numbers.join('\n'))
                      void lookUp(e.numbers)
                    }}
                  >
                    {t('rates.again')}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </ResultPane>
    </div>
  )
}

const LISTED = 20
const listed = (numbers: readonly string[]): string => numbers.slice(0, LISTED).join(', ') + (numbers.length > LISTED ? ' …' : '')
