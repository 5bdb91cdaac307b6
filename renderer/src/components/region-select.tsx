import { Select } from '@mantine/core'
import { getCountries } from 'libphonenumber-js/min'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseRegion } from '../../../shared/domain/language.ts'
import { countryName } from '../i18n/format.ts'
import { useApp } from '../state/app-store.ts'

/** The country of numbers without a country code; the system's comes first. */
export function RegionSelect({ label }: { readonly label: string }) {
  const { t, i18n } = useTranslation()
  const region = useApp((s) => s.settings.region)
  const systemRegion = useApp((s) => s.environment.systemRegion)
  const countries = useMemo(
    () =>
      getCountries()
        .map((value) => ({ value, label: countryName(value, i18n.language) }))
        .sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
    [i18n.language],
  )
  const system = { value: 'system', label: t('region.system', { name: countryName(chooseRegion('system', systemRegion), i18n.language) }) }
  return (
    <Select
      label={label}
      searchable
      allowDeselect={false}
      value={region}
      data={[system, ...countries]}
      onChange={(v) => v && void window.dialdesk.settings.change({ region: v })}
    />
  )
}
