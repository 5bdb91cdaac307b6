import { Select } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import type { KnownRate } from '../../../../shared/domain/rate.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { countryName, timeOrDate } from '../../i18n/format.ts'

type Props = { readonly onEnter: () => void; readonly scroller: RefObject<HTMLElement | null> }

/** Height of a row of one line, px. */
const ROW = 37

/** Prices by country that the provider named here before, each with its time. Of a country without one nothing is said but that. */
export function KnownRates({ onEnter, scroller }: Props) {
  const { t, i18n } = useTranslation()
  const [known, setKnown] = useState<readonly KnownRate[] | null>(null)
  const [region, setRegion] = useState<string | null>(null)
  useEffect(() => {
    void window.dialdesk.rates.known().then((outcome) => outcome.ok && setKnown(outcome.value))
  }, [])
  const shown = (known ?? []).filter((rate) => region === null || rate.region === region)
  const rows = useTableRows(scroller, shown.length, ROW)
  if (known === null) return null
  if (known.length === 0) return <EmptyState text={t('rates.knownNone')} action={{ label: t('empty.numbers'), run: onEnter }} />
  const countries = [...new Set(known.map((rate) => rate.region))]
    .map((value) => ({ value, label: countryName(value, i18n.language) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language))
  return (
    <>
      <div className="padded">
        <Select
          label={t('rates.country')}
          placeholder={t('rates.allCountries')}
          description={t('rates.knownHint')}
          searchable
          clearable
          nothingFoundMessage={t('rates.countryUnknown')}
          data={countries}
          value={region}
          onChange={setRegion}
          comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        />
      </div>
      <table ref={rows.table} className="table" aria-rowcount={shown.length + 1}>
        <ColumnHeads
          rowIndex={1}
          columns={[
            { text: t('rates.country') },
            { text: t('rates.destination') },
            { text: t('rates.prefix'), extra: true },
            { text: t('rates.price'), end: true },
            { text: t('rates.asOf'), end: true },
          ]}
        />
        <tbody>
          {rows.parts.map((part) => {
            if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
            const rate = shown[part.row]
            return (
              rate && (
                <tr key={`${rate.region} ${rate.prefix} ${rate.destination}`} ref={rows.measure} data-index={part.row} aria-rowindex={part.row + 2}>
                  <td>{countryName(rate.region, i18n.language)}</td>
                  <td>
                    <bdi>{rate.destination}</bdi>
                  </td>
                  <td className="num extra-column">{rate.prefix}</td>
                  <td className="num end">
                    <b>{formatMoney(rate.price, i18n.language, 4)}</b>
                  </td>
                  <td className="num end">{timeOrDate(rate.asOf, Date.now(), i18n.language)}</td>
                </tr>
              )
            )
          })}
        </tbody>
      </table>
    </>
  )
}
