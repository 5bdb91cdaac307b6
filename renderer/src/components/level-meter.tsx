import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { measureLevel } from '../audio/level-meter.ts'
import css from './level-meter.module.css'

/** A level bar, updated without React: it changes fifteen times a second. */
export function LevelMeter({ stream }: { readonly stream: MediaStream | null }) {
  const { t } = useTranslation()
  const meter = useRef<HTMLSpanElement>(null)
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!stream) return
    return measureLevel(stream, (level) => {
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(2)})`
      meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)))
    })
  }, [stream])
  return (
    // biome-ignore lint/a11y/useSemanticElements: every system paints <meter> its own way, and at its own pace
    <span ref={meter} className={css['meter']} role="meter" aria-label={t('audio.level')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      <span ref={bar} />
    </span>
  )
}
