import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Area } from '../../../shared/domain/services.ts'
import { openSettings } from '../state/navigation.ts'

/** The account has no access to this area; a separate sign-in may. */
export function AreaRefused({ area }: { readonly area: Area }) {
  const { t } = useTranslation()
  return (
    <p className="note wait banner">
      <IconAlertTriangle size={16} aria-hidden />
      <span className="grow">{t(`reseller.refused.${area}`)}</span>
      <button type="button" className="text-button" onClick={() => openSettings('reseller')}>
        {t(`reseller.enter.${area}`)}
      </button>
    </p>
  )
}
