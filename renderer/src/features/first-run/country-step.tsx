import { type CountryCode, getExampleNumber, isSupportedCountry } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'
import { useTranslation } from 'react-i18next'
import { RegionSelect } from '../../components/region-select.tsx'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './first-run.module.css'

/** The country of numbers without a country code, with a number of that country as it is typed and as it is dialled. */
export function CountryStep() {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const example = isSupportedCountry(region) ? getExampleNumber(region as CountryCode, examples) : undefined
  return (
    <>
      <RegionSelect label={t('region.label')} />
      {example && (
        <dl className={css['first-example']} aria-live="polite">
          <dt>{t('first.typed')}</dt>
          <dd className="num">{example.formatNational()}</dd>
          <dt>{t('first.dialled')}</dt>
          <dd className="num">{example.formatInternational()}</dd>
        </dl>
      )}
    </>
  )
}
