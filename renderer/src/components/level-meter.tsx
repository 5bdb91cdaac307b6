import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { measureLevel } from '../audio/level-meter.ts'
import css from './level-meter.module.css'

/** How long the highest level stays marked, ms. */
const PEAK_SHOWN = 1500

/** A level in segments with its last peak, updated without React: it changes fifteen times a second. */
export function LevelMeter({ stream }: { readonly stream: MediaStream | null }) {
  const { t } = useTranslation()
  const meter = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!stream) return
    let peak = { level: 0, at: 0 }
    return measureLevel(stream, (level) => {
      const now = performance.now()
      if (level >= peak.level || now - peak.at > PEAK_SHOWN) peak = { level, at: now }
      meter.current?.style.setProperty('--level', level.toFixed(2))
      meter.current?.style.setProperty('--peak', peak.level.toFixed(2))
      meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)))
    })
  }, [stream])
  return (
    // biome-ignore lint/a11y/useSemanticElements: every system paints <meter> its own way, and at its own pace
    <span ref={meter} className={css['meter']} role="meter" aria-label={t('audio.level')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      <span className={css['level']} />
      <span className={css['peak']} />
    </span>
  )
}
