import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/money.ts'
import { RATE_VALID } from '../../../../shared/rate.ts'
import { clock } from '../../i18n/format.ts'
import { failureText } from '../../ui/failure-text.tsx'
import type { RateState } from './use-rates.ts'

/** A price a minute, with its time when it is not new; what stands there while it is asked for, or when there is none. */
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
        </span>
      )
    case 'known': {
      const { price, asOf } = of.rate
      if (!price) return <span className="price">{t('dial.noRate')}</span>
      return (
        <span className="price">
          <b className="num">{formatMoney(price, i18n.language, 4)}</b>
          <span>
            {t('dial.perMinute')}
            {Date.now() - asOf > RATE_VALID && ` · ${t('dial.asOf', { time: clock(asOf, i18n.language) })}`}
          </span>
        </span>
      )
    }
    default:
      return of satisfies never
  }
}
