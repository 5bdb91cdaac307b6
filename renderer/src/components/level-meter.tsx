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
    const shown = new Map<string, string>()
    /** Only what changed: each change is a frame. */
    const show = (name: '--level' | '--peak' | 'aria-valuenow', value: string): void => {
      if (shown.get(name) === value) return
      shown.set(name, value)
      if (name === 'aria-valuenow') meter.current?.setAttribute(name, value)
      else meter.current?.style.setProperty(name, value)
    }
    return measureLevel(stream, (level) => {
      const now = performance.now()
      if (level >= peak.level || now - peak.at > PEAK_SHOWN) peak = { level, at: now }
      show('--level', level.toFixed(2))
      show('--peak', peak.level.toFixed(2))
      show('aria-valuenow', String(Math.round(level * 100)))
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
