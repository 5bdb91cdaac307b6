import { IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { PartyBadge } from '../../components/party-badge.tsx'
import { partyName } from '../../components/party-name.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './participants.module.css'

/** Everyone in the conference, the user first. */
export function Participants() {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const calls = useApp((s) => s.calls)
  const nameOf = (call: CallView): string =>
    call.contact?.name ?? call.remote.name ?? (call.remote.number ? displayNumber(call.remote.number, region) : partyName(t, call))
  return (
    <section aria-labelledby="participants-title">
      <h2 id="participants-title">{t('call.participants')}</h2>
      <ul className={css['participants']}>
        <li>
          <PartyBadge name={null} small icon={IconUser} /> {t('call.you')}
        </li>
        {calls
          .filter((c) => c.conference && c.state !== 'ended')
          .map((c) => (
            <li key={c.id}>
              <PartyBadge name={c.contact?.name ?? c.remote.name} small /> <bdi>{nameOf(c)}</bdi>
            </li>
          ))}
      </ul>
    </section>
  )
}
