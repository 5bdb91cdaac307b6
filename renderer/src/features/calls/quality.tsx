import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallQuality, CallView } from '../../../../shared/domain/call.ts'
import { qualityWord } from '../../components/quality-word.ts'
import callScreen from './call-screen.module.css'
import css from './quality.module.css'

/** One value each two seconds: two minutes. */
const KEPT = 60
/** A change of word is announced at most this often, ms. */
const ANNOUNCE_EVERY = 10_000

/** The call's quality: a word, the figures behind it, and the last two minutes. */
export function Quality({ call }: { readonly call: CallView }) {
  const { t, i18n } = useTranslation()
  const { quality } = call
  const trace = useTrace(quality)
  if (!quality) return null
  const word = qualityWord(quality.mos)
  const n = (value: number, digits = 0): string =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value)
  const figures: readonly (readonly [string, string])[] = [
    [t('quality.mos'), n(quality.mos, 1)],
    [t('quality.delay'), quality.roundTrip === null ? t('quality.unknown') : t('quality.ms', { value: n(quality.roundTrip) })],
    [t('quality.jitter'), t('quality.ms', { value: n(quality.jitter) })],
    [t('quality.loss'), t('quality.percent', { value: n(quality.loss * 100, 1) })],
    [t('call.codec'), call.media.codec ?? '-'],
  ]
  return (
    <section className="quality" aria-labelledby="quality-title">
      <div className="pane-head">
        <h2 id="quality-title">{t('quality.title')}</h2>
        <span className={`${css['quality-word']} ${css[word] ?? ''}`}>
          <QualityBars word={word} /> {t(`quality.${word}`)}
        </span>
        <Announced word={t('quality.announce', { word: t(`quality.${word}`) })} />
      </div>
      <div className={css['quality-row']}>
        <dl className={`${callScreen['call-facts']} call-facts plain`}>
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
        <Sparkline values={trace} label={t('quality.trace', { value: n(quality.mos, 1) })} />
      </div>
    </section>
  )
}

export function QualityBars({ word }: { readonly word: 'good' | 'fair' | 'poor' }) {
  const on = { good: 4, fair: 3, poor: 1 }[word]
  return (
    <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
      {[0, 1, 2, 3].map((i) => (
        <rect key={i} x={i * 5} y={10 - i * 3} width="3" height={4 + i * 3} rx="1" fill="currentColor" opacity={i < on ? 1 : 0.25} />
      ))}
    </svg>
  )
}

function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const points = values.map((v, i) => `${(i / (KEPT - 1)) * 220},${40 - ((v - 1) / 3.5) * 36}`).join(' ')
  return (
    <svg className={css['sparkline']} viewBox="0 0 220 44" role="img" aria-label={label}>
      <polyline points={points} fill="none" stroke="var(--chart-bar-selected)" strokeWidth="2" />
    </svg>
  )
}

function useTrace(quality: CallQuality | null): readonly number[] {
  const [trace, setTrace] = useState<readonly number[]>([])
  useEffect(() => {
    if (quality) setTrace((t) => [...t, quality.mos].slice(-KEPT))
  }, [quality])
  return trace
}

/** Announces changes of the word, at most every ten seconds. */
function Announced({ word }: { readonly word: string }) {
  const [announced, setAnnounced] = useState('')
  const at = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, at.current + ANNOUNCE_EVERY - Date.now())
    const timer = setTimeout(() => {
      at.current = Date.now()
      setAnnounced(word)
    }, wait)
    return () => clearTimeout(timer)
  }, [word])
  return (
    <span className="hidden" role="status">
      {announced}
    </span>
  )
}
