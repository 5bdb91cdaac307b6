import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/domain/money.ts'
import { RATE_VALID } from '../../../shared/domain/rate.ts'
import type { RateState } from '../hooks/use-rate.ts'
import { timeOrDate } from '../i18n/format.ts'
import { failureText } from './failure-text.tsx'

/** A price per minute, with its time when it is old or could not be refreshed; a text while it is requested or when there is none. */
export function Price({ of }: { readonly of: RateState }) {
  const { t, i18n } = useTranslation()
  switch (of.state) {
    case 'none':
      return null
    case 'asking':
      return (
        <span className="price" aria-busy="true">
          {t('dial.asking')}
        </span>
      )
    case 'failed':
      return (
        <span className="price" title={failureText(t, of.error)}>
          {t('dial.rateFailed')}
          {of.error.code === 'offline' && ` · ${t('dial.offline')}`}
        </span>
      )
    case 'known': {
      const { price, asOf } = of.rate
      const old = of.error !== null || Date.now() - asOf > RATE_VALID
      const facts = [
        ...(price ? [t('dial.perMinute')] : []),
        ...(old ? [t('dial.asOf', { time: timeOrDate(asOf, Date.now(), i18n.language) })] : []),
        ...(of.error ? [t(of.error.code === 'offline' ? 'dial.offline' : 'dial.notReadAgain')] : []),
      ]
      return (
        <span className="price" title={of.error ? failureText(t, of.error) : undefined}>
          {price ? <b className="num">{formatMoney(price, i18n.language, 4)}</b> : <span>{t('dial.noRate')}</span>}
          {facts.length > 0 && <span>{facts.join(' · ')}</span>}
        </span>
      )
    }
    default:
      return of satisfies never
  }
}
