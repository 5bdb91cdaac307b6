import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Area } from '../../../../shared/services.ts'
import { openSettings } from '../../state/navigation.ts'

/** The account may not: there may be a sign-in of its own for it. */
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
