import { useTranslation } from 'react-i18next'
import type { CostGroup, CostGrouping } from '../../../../shared/domain/costs.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import { dayText } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { monthName } from './periods.ts'

/** What a group is called. */
export function useGroupName(by: CostGrouping): (group: Pick<CostGroup, 'key' | 'name'>) => string {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  return ({ key, name }) => {
    switch (by) {
      case 'day':
        return dayText(key, i18n.language)
      case 'month':
        return monthName(key, i18n.language)
      case 'destination':
        return key || t('costs.unknown.destination')
      case 'line':
        return name ?? (key || t('costs.unknown.line'))
      case 'contact':
        return name ? displayNumber(fromProviderNumber(name), region) : t('costs.unknown.contact')
      default:
        return by satisfies never
    }
  }
}
