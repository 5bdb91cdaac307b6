import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { RegionSelect } from '../../components/region-select.tsx'
import { useApp } from '../../state/app-store.ts'

export function GeneralPage() {
  const { t } = useTranslation()
  const { language, theme, zoom, providerTimeZone, apiVersion } = useApp((s) => s.settings)
  const zones = useMemo(() => [...new Set([providerTimeZone, ...Intl.supportedValuesOf('timeZone')])], [providerTimeZone])
  const { settings } = window.dialdesk
  return (
    <>
      <h2>{t('settings.general')}</h2>
      <div className="narrow">
        <Select
          label={t('language.label')}
          allowDeselect={false}
          value={language}
          data={(['system', 'en', 'de'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
          onChange={(v) => v && void settings.change({ language: v as 'en' })}
        />
        <Select
          label={t('theme.label')}
          allowDeselect={false}
          value={theme}
          data={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(v) => v && void settings.change({ theme: v as 'dark' })}
        />
        <Select
          label={t('zoom.label')}
          allowDeselect={false}
          value={String(zoom)}
          data={[90, 100, 110, 125, 150, 175, 200].map((percent) => ({ value: String(percent), label: t('zoom.percent', { percent }) }))}
          onChange={(v) => v && void settings.change({ zoom: Number(v) })}
        />
        <RegionSelect label={t('region.label')} />
        <Select
          label={t('provider.zone')}
          description={t('provider.zoneHint')}
          searchable
          allowDeselect={false}
          value={providerTimeZone}
          data={zones}
          onChange={(v) => v && void settings.change({ providerTimeZone: v })}
        />
        <Select
          label={t('provider.api')}
          description={t('provider.apiHint')}
          allowDeselect={false}
          value={apiVersion}
          data={(['documented', 'v2', 'v3'] as const).map((value) => ({ value, label: t(`provider.version.${value}`) }))}
          onChange={(v) => v && void settings.change({ apiVersion: v as 'v2' })}
        />
      </div>
    </>
  )
}
