import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { go } from '../state/navigation.ts'
import { IconButton } from './icon-button.tsx'

/** Puts a listed number into the number field. */
export function CallNumber({ number }: { readonly number: string }) {
  const { t } = useTranslation()
  const label = t('rates.call', { number })
  return (
    <IconButton label={label} onClick={() => go('phone', number)}>
      <IconPhone size={16} aria-hidden />
    </IconButton>
  )
}
