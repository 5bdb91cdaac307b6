import { useTranslation } from 'react-i18next'
import css from './quality-rating.module.css'

/** Good, fair or poor, as bars and as a word. */
export function QualityRating({ word }: { readonly word: 'good' | 'fair' | 'poor' }) {
  const { t } = useTranslation()
  const on = { good: 4, fair: 3, poor: 1 }[word]
  return (
    <span className={`${css['rating']} ${css[word]}`}>
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        {[0, 1, 2, 3].map((i) => (
          <rect key={i} x={i * 5} y={10 - i * 3} width="3" height={4 + i * 3} rx="1" fill="currentColor" opacity={i < on ? 1 : 0.25} />
        ))}
      </svg>{' '}
      {t(`quality.${word}`)}
    </span>
  )
}
