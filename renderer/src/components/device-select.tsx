import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDevices } from '../hooks/use-devices.ts'
import { useApp } from '../state/app-store.ts'

/** Chooses a device. The system's default comes first; a preferred device that is not connected stays chosen and is marked. */
export function DeviceSelect({ kind, label }: { readonly kind: 'microphone' | 'speaker' | 'ringer'; readonly label?: string }) {
  const { t } = useTranslation()
  const audio = useApp((s) => s.settings.audio)
  const value = audio[kind]
  const devices = useDevices()
  const list = (kind === 'microphone' ? devices?.microphones : devices?.speakers) ?? []
  const gone = value !== 'default' && devices !== null && !list.some((d) => d.id === value)
  const data = [
    { value: 'default', label: t('audio.default') },
    ...list.map((d, i) => ({ value: d.id, label: d.label || t('audio.unnamed', { n: i + 1 }) })),
    ...(gone || (devices === null && value !== 'default')
      ? [{ value, label: t('audio.gone', { device: audio.names[kind] || t('audio.preferred') }) }]
      : []),
  ]
  return (
    <Select
      label={label}
      aria-label={label ?? t(`audio.${kind}`)}
      allowDeselect={false}
      value={value}
      data={data}
      description={gone ? t('audio.fallback') : undefined}
      onChange={(v) => {
        if (!v) return
        // the label is stored to name the device while it is not connected
        const names = { ...audio.names, [kind]: list.find((d) => d.id === v)?.label.slice(0, 300) ?? '' }
        void window.dialdesk.settings.change({ audio: { [kind]: v, names } })
      }}
    />
  )
}
