import { useTranslation } from 'react-i18next'
import { activeForwards, type ForwardTarget } from '../../../shared/domain/forward.ts'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import { useContactOf } from '../hooks/use-contact-of.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'

/** Returns what a target is called: a contact by name and number, a number, the mailbox. */
export function useForwardTarget(): (target: ForwardTarget) => string {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const contactOf = useContactOf()
  return (target) => {
    if (target.to === 'mailbox') return t('forward.toMailbox')
    const number = displayNumber(target.number.replace(/^sips?:/i, ''), region)
    const name = contactOf(target.number)?.name
    return name ? `${name}, ${number}` : number
  }
}

/** What is forwarded now, as text; null while nothing is. */
export function useForwardText(): string | null {
  const { t } = useTranslation()
  const forward = useApp((s) => s.settings.calls.forward)
  const target = useForwardTarget()
  const active = activeForwards(forward)
  return active.length ? t('forward.state', { text: active.map((f) => t(`forward.to.${f.when}`, { target: target(f.target) })).join('; ') }) : null
}
