import { useTranslation } from 'react-i18next'
import { lowestOf, type QualityTrace } from '../../../shared/domain/quality-trace.ts'
import { duration } from '../i18n/format.ts'
import css from './quality-graph.module.css'
import { heightOf, linesOf, sharesOf, timesOf } from './quality-scale.ts'
import { qualityWord } from './quality-word.ts'

/** Where one word ends and the next begins (quality-word.ts), on the scale of the graph. */
const bands = [
  { word: 'good', from: 5, to: 4 },
  { word: 'fair', from: 4, to: 3.1 },
  { word: 'poor', from: 3.1, to: 1 },
] as const

/**
 * A call's quality over its length: words beside it, times below it, and the same as text for screen readers.
 *
 * @param length ms since the answer
 * @param span ms that the graph is wide, where it is wider than the call is long
 */
export function QualityGraph({ trace, length, span = length }: { readonly trace: QualityTrace; readonly length: number; readonly span?: number }) {
  const { t, i18n } = useTranslation()
  const lowest = lowestOf(trace)
  if (!lowest) return null
  const n = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  const label = t('quality.graph', {
    length: duration(length),
    ...sharesOf(trace),
    mos: n.format(lowest.mos),
    word: t(`quality.${qualityWord(lowest.mos)}`),
    time: duration(lowest.at),
  })
  return (
    <div className={`${css['graph']} quality-graph`} role="img" aria-label={label}>
      <div className={css['words']} aria-hidden>
        {bands.map(({ word, from, to }) => (
          <span key={word} data-word={t(`quality.${word}`)} style={{ height: `${(heightOf(to) - heightOf(from)) * 100}%` }} />
        ))}
      </div>
      <svg className={css['plot']} viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
        {bands.map(({ word, from, to }) => (
          <rect
            key={word}
            className={css[`band-${word}`]}
            x="0"
            width="1000"
            y={heightOf(from) * 100}
            height={(heightOf(to) - heightOf(from)) * 100}
          />
        ))}
        {linesOf(trace, span).map((points) => {
          const [first] = points
          // a line of one point is drawn by its round ends
          const all = points.length === 1 && first ? [first, first] : points
          return (
            <polyline
              key={first?.x}
              className={css['curve']}
              points={all.map(({ x, y }) => `${(x * 1000).toFixed(1)},${(y * 100).toFixed(1)}`).join(' ')}
            />
          )
        })}
      </svg>
      <div className={`${css['times']} num`} aria-hidden>
        {timesOf(span).map((time) => (
          <span
            key={time}
            style={{ insetInlineStart: `${(time / span) * 100}%` }}
            data-edge={time === 0 ? 'start' : time === span ? 'end' : undefined}
          >
            {duration(time)}
          </span>
        ))}
      </div>
    </div>
  )
}
