import { IconPhoneCall, IconSortAscending, IconSortDescending } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { CallNumber } from '../../components/call-number.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { timeOrDate } from '../../i18n/format.ts'
import { go } from '../../state/navigation.ts'
import { type RateRow, rowState } from './rate-list.ts'

/** Numbers with their prices, sorted by price. A price that was not read by this look-up shows its own time. */
export function RateTable({ rows, askedAt, region }: { readonly rows: readonly RateRow[]; readonly askedAt: number; readonly region: string }) {
  const { t, i18n } = useTranslation()
  const [descending, setDescending] = useState(false)
  const price = ({ rate }: RateRow): number => rate?.price?.units ?? Number.POSITIVE_INFINITY
  const sorted = [...rows].sort((a, b) => (descending ? price(b) - price(a) : price(a) - price(b)) || 0)
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('rates.number')}</th>
          <th scope="col" className="wide-column">
            {t('rates.destination')}
          </th>
          <th scope="col" className="extra-column">
            {t('rates.prefix')}
          </th>
          <th scope="col" className="end" aria-sort={descending ? 'descending' : 'ascending'}>
            <button type="button" className="text-button" onClick={() => setDescending(!descending)}>
              {t('rates.price')} {descending ? <IconSortDescending size={14} aria-hidden /> : <IconSortAscending size={14} aria-hidden />}
            </button>
          </th>
          <th scope="col">
            <span className="hidden">{t('rates.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((row, i) => {
          const { number, rate } = row
          const { kind, old } = rowState(row, askedAt)
          const destination = kind === 'not-read' ? t('rates.notRead') : rate?.destination || (kind === 'no-rate' && t('rates.unlisted'))
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same number may be asked twice
            <tr key={`${number} ${i}`} data-number={number}>
              <td className="num">
                <b>{displayNumber(number, region)}</b>
                <small className="below-number">
                  <bdi>{destination}</bdi>
                </small>
              </td>
              <td className="wide-column">
                <bdi>{destination}</bdi>
              </td>
              <td className="num extra-column">{rate?.prefix}</td>
              <td className="num end">
                {rate?.price ? <b>{formatMoney(rate.price, i18n.language, 4)}</b> : kind === 'no-rate' ? t('dial.noRate') : '–'}
                {rate && old && <small> {t('dial.asOf', { time: timeOrDate(rate.asOf, Date.now(), i18n.language) })}</small>}
              </td>
              <td className="actions">
                <CallNumber number={number} />
                <IconButton label={t('rates.callback', { number })} onClick={() => go('callback', number)}>
                  <IconPhoneCall size={16} aria-hidden />
                </IconButton>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
