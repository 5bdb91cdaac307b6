import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

/** The phone that rings first: one of the user's own, or a number for this time only. */
export type FirstPhone = { readonly own: string } | { readonly once: string }

const OTHER = 'other'

type Props = { readonly value: FirstPhone; readonly onChange: (phone: FirstPhone) => void; readonly onEnter: () => void }

export function FirstPhoneField({ value, onChange, onEnter }: Props) {
  const { t } = useTranslation()
  const phones = useApp((s) => s.services.ownPhones)
  const region = useApp(regionOf)
  const once = 'once' in value ? value.once : null
  return (
    <>
      <Select
        label={t('callback.from')}
        allowDeselect={false}
        value={'own' in value ? value.own : OTHER}
        data={[
          ...phones.map((p) => ({ value: p.number, label: `${p.label}  ${displayNumber(p.number, region)}` })),
          { value: OTHER, label: t('callback.otherPhone') },
        ]}
        onChange={(chosen) => chosen && onChange(chosen === OTHER ? { once: once ?? '' } : { own: chosen })}
      />
      {once !== null && (
        <TextInput
          label={t('callback.oncePhone')}
          description={t('callback.onceHint')}
          inputMode="tel"
          maxLength={64}
          value={once}
          onChange={(e) => onChange({ once: e.currentTarget.value })}
          onKeyDown={(e) => e.key === 'Enter' && onEnter()}
        />
      )}
    </>
  )
}
