import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { QualityGraph } from '../../components/quality-graph.tsx'
import { QualityRating } from '../../components/quality-rating.tsx'
import { qualityWord } from '../../components/quality-word.ts'
import callScreen from './call-screen.module.css'
import css from './quality.module.css'

/** The graph of a call that has just begun is as wide as this, ms: its first values do not jump about. */
const SHORTEST = 60_000
/** A change of word is announced at most this often, ms. */
const ANNOUNCE_EVERY = 10_000

/** The call's quality: a word, the figures behind it, and a graph since the answer. Drawn again with each measurement. */
export function Quality({ call }: { readonly call: CallView }) {
  const { t, i18n } = useTranslation()
  const { quality } = call
  if (!quality) return null
  const word = qualityWord(quality.mos)
  const n = (value: number, digits = 0): string =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value)
  const length = call.connectedAt === null ? null : Date.now() - call.connectedAt
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
        <QualityRating word={word} />
        <Announced word={t('quality.announce', { word: t(`quality.${word}`) })} isGood={word === 'good'} />
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
        {length !== null && (
          <div className={css['quality-trace']}>
            <QualityGraph trace={call.trace} length={length} span={Math.max(SHORTEST, length)} />
          </div>
        )}
      </div>
    </section>
  )
}

/** Announces changes of the word, at most every ten seconds; that a call begins well is no news. */
function Announced({ word, isGood }: { readonly word: string; readonly isGood: boolean }) {
  const [announced, setAnnounced] = useState('')
  const at = useRef(0)
  const quiet = isGood && announced === ''
  useEffect(() => {
    if (quiet) return
    const wait = Math.max(0, at.current + ANNOUNCE_EVERY - Date.now())
    const timer = setTimeout(() => {
      at.current = Date.now()
      setAnnounced(word)
    }, wait)
    return () => clearTimeout(timer)
  }, [word, quiet])
  return (
    <span className="hidden" role="status">
      {announced}
    </span>
  )
}
