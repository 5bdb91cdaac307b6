import { Textarea } from '@mantine/core'
import { IconInfoCircle, IconPhoneCall, IconSortAscending, IconSortDescending } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/money.ts'
import { displayNumber, fromProviderNumber, plainNumber } from '../../../../shared/phone-number.ts'
import { RATES_AT_ONCE, type Rate, type RateLookUp } from '../../../../shared/rate.ts'
import { clock, dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { go, takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'
import { CallNumber } from './call-number.tsx'

type Result = { readonly askedAt: number; readonly rows: ReadonlyArray<{ readonly number: string; readonly rate: Rate | null }> }

/** Prices of up to twenty numbers at once, one a line; lines that are no number are marked and left out. */
export default function RatesScreen() {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState(takeNumber)
  const [result, setResult] = useState<Result | null>(null)
  const [descending, setDescending] = useState(false)
  const [earlier, setEarlier] = useState<readonly RateLookUp[]>([])
  const { busy, failure, ask } = useAsk()
  const region = useApp(regionOf)
  const lines = text.split('\n').map((line) => line.trim())
  const bad = lines.filter((line) => line !== '' && !isNumber(line))
  const numbers = lines.filter(isNumber).slice(0, RATES_AT_ONCE)
  const tooMany = lines.filter(isNumber).length > RATES_AT_ONCE

  const readEarlier = useCallback(async (): Promise<void> => {
    const outcome = await window.dialdesk.rates.earlier()
    if (outcome.ok) setEarlier(outcome.value)
  }, [])
  useEffect(() => void readEarlier(), [readEarlier])
  const lookUp = async (wanted: readonly string[]): Promise<void> => {
    if (!wanted.length) return
    const outcome = await ask(window.dialdesk.rates.lookUp({ numbers: [...wanted] }))
    if (!outcome.ok) return
    setResult({ askedAt: Date.now(), rows: wanted.map((number, i) => ({ number, rate: outcome.value.rates[i] ?? null })) })
    await readEarlier()
  }
  const price = ({ rate }: Result['rows'][number]): number => rate?.price?.units ?? Number.POSITIVE_INFINITY
  const rows = [...(result?.rows ?? [])].sort((a, b) => (descending ? price(b) - price(a) : price(a) - price(b)) || 0)
  return (
    <div className="panes">
      <section className="pane form-pane" aria-labelledby="rates-title" data-pane>
        <h1 id="rates-title">{t('nav.rates')}</h1>
        <Textarea
          label={t('rates.label')}
          description={t('rates.hint')}
          value={text}
          rows={9}
          spellCheck={false}
          error={bad.length > 0 ? t('rates.bad', { lines: bad.join(', ').slice(0, 100) }) : tooMany ? t('rates.tooMany', { n: RATES_AT_ONCE }) : null}
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
        <FailureNote failure={failure} />
        <p className="note bottom">
          <IconInfoCircle size={16} aria-hidden /> <span>{t('rates.unit')}</span>
        </p>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key */}
      <section className="pane result-pane" aria-labelledby="rates-result" tabIndex={0} data-pane>
        <div className="pane-head padded">
          <h1 id="rates-result">{t('rates.result')}</h1>
          {result && <small className="num">{t('rates.asked', { count: result.rows.length, time: clock(result.askedAt, i18n.language) })}</small>}
        </div>
        {rows.length === 0 ? (
          <p className="empty">{t('rates.empty')}</p>
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('rates.number')}</th>
                <th scope="col">{t('rates.destination')}</th>
                <th scope="col">{t('rates.prefix')}</th>
                <th scope="col" className="end" aria-sort={descending ? 'descending' : 'ascending'}>
                  <button type="button" className="text-button" onClick={() => setDescending(!descending)}>
                    {t('rates.price')} {descending ? <IconSortDescending size={14} aria-hidden /> : <IconSortAscending size={14} aria-hidden />}
                  </button>
                </th>
                <th scope="col">
                  <span className="hidden">{t('rates.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ number, rate }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same number may be asked twice
                <tr key={`${number} ${i}`}>
                  <td className="num">
                    <b>{displayNumber(number, region)}</b>
                  </td>
                  <td>
                    <bdi>{rate?.destination || t('rates.unlisted')}</bdi>
                  </td>
                  <td className="num">{rate?.prefix}</td>
                  <td className="num end">{rate?.price ? <b>{formatMoney(rate.price, i18n.language, 4)}</b> : t('dial.noRate')}</td>
                  <td className="acts">
                    <CallNumber number={number} />
                    <button
                      type="button"
                      className="icon-button"
                      aria-label={t('rates.callback', { number })}
                      title={t('rates.callback', { number })}
                      onClick={() => go('callback', number)}
                    >
                      <IconPhoneCall size={16} aria-hidden />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {earlier.length > 0 && (
          <div className="padded">
            <h2>{t('rates.earlier')}</h2>
            <ul className="plain-list">
              {earlier.map((e) => (
                <li key={e.id}>
                  <span className="grow num">{e.numbers.map((n) => displayNumber(fromProviderNumber(n), region)).join(', ')}</span>
                  <span className="num">{dateTime(e.askedAt, i18n.language)}</span>
                  <button
                    type="button"
                    className="text-button"
                    aria-label={`${t('rates.again')}: ${e.numbers.join(', ')}`}
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
      </section>
    </div>
  )
}

const isNumber = (line: string): boolean => plainNumber(line, 6) !== null
